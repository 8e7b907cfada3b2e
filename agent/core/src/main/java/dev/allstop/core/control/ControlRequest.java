package dev.allstop.core.control;

import java.util.Map;

/**
 * One question or order, as it came through the control socket or through its bean.
 *
 * @param method    {@code GET} or {@code POST}
 * @param path      such as {@code /stop}
 * @param options   decoded, from the query and the body, in the order they were written
 * @param wantsText whether the answer is for people
 */
public record ControlRequest(String method, String path, Map<String, String> options, boolean wantsText) {
}

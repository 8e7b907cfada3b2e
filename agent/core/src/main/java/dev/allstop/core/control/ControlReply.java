package dev.allstop.core.control;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to a {@link ControlRequest}.
 *
 * @param status  of HTTP
 * @param type    media type of the body
 * @param headers what scripts may want to know without reading the body
 */
public record ControlReply(int status, String type, Map<String, String> headers, String body) {

    public static final String TEXT = "text/plain";
    public static final String JSON = "application/json";
    public static final String HTML = "text/html";

    /** Header with the verdict of an order. */
    public static final String VERDICT = "Allstop-Verdict";

    /** Header with the id of the hold that an order is about. */
    public static final String HOLD = "Allstop-Hold";

    /** Header with what to ask {@code /events} for next. */
    public static final String NEXT = "Allstop-Next";

    /** One line for people; every refusal is one. */
    public static ControlReply line(int status, String line) {
        return new ControlReply(status, TEXT, Map.of(), line + "\n");
    }

    /** The same with one more header. */
    public ControlReply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new ControlReply(status, type, more, body);
    }
}

package dev.allstop.core.cli;

import java.io.IOException;
import java.util.Map;

/** A way to talk to the agent in one JVM; any thread. */
interface AgentLine {

    /**
     * @param options     not encoded
     * @param text        whether the answer is for people
     * @throws IOException the agent did not answer
     */
    Answer ask(String method, String path, Map<String, String> options, boolean text) throws IOException;

    /** Options as a query. */
    static String encoded(Map<String, String> options) {
        StringBuilder query = new StringBuilder();
        options.forEach((key, value) -> query.append(query.isEmpty() ? "" : "&").append(encoded(key)).append('=')
                .append(encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}

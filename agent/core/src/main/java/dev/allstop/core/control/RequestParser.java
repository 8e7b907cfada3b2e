package dev.allstop.core.control;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one HTTP/1.1 request, strictly and with bounds: what a well-behaved client (curl, Ansible's uri) never sends is
 * refused rather than guessed at. No chunks, no pipelining, no continuation lines; one request per connection.
 */
final class RequestParser {

    static final int LARGEST_HEAD = 16 * 1024;
    static final int LARGEST_BODY = 64 * 1024;

    private static final int MOST_HEADERS = 64;
    private static final String FORM = "application/x-www-form-urlencoded";

    private RequestParser() {
    }

    /** How many bytes the head has, its empty line included, or -1 when more must be read. */
    static int headLength(byte[] bytes, int length) throws BadRequest {
        for (int at = 3; at < length; at++) {
            if (bytes[at] == '\n' && bytes[at - 1] == '\r' && bytes[at - 2] == '\n' && bytes[at - 3] == '\r') {
                return at + 1;
            }
        }
        if (length >= LARGEST_HEAD) {
            throw new BadRequest(431, "the head of the request is larger than " + LARGEST_HEAD + " bytes");
        }
        return -1;
    }

    /** What the head says, but for the options in a body. */
    static Head head(byte[] bytes, int length) throws BadRequest {
        String text = ascii(bytes, length);
        String[] lines = text.substring(0, length - 4).split("\r\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].matches("HTTP/1\\.[01]")) {
            throw new BadRequest(400, "not an HTTP/1.1 request: write curl --unix-socket <socket> http://localhost/status");
        }
        if (!words[1].startsWith("/")) {
            throw new BadRequest(400, "the target must begin with /");
        }
        return new Head(words[0], words[1], headers(lines));
    }

    private static Map<String, String> headers(String[] lines) throws BadRequest {
        if (lines.length > MOST_HEADERS) {
            throw new BadRequest(431, "more than " + MOST_HEADERS + " headers");
        }
        Map<String, String> headers = new HashMap<>();
        for (int at = 1; at < lines.length; at++) {
            int colon = lines[at].indexOf(':');
            String name = colon < 0 ? "" : lines[at].substring(0, colon);
            if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
                throw new BadRequest(400, "a header is not of the form name: value");
            }
            if (headers.put(name.toLowerCase(Locale.ROOT), lines[at].substring(colon + 1).trim()) != null) {
                throw new BadRequest(400, "the header " + name + " is there twice");
            }
        }
        return headers;
    }

    private static String ascii(byte[] bytes, int length) throws BadRequest {
        for (int at = 0; at < length; at++) {
            boolean lineEnd = bytes[at] == '\r' && at + 1 < length && bytes[at + 1] == '\n'
                    || bytes[at] == '\n' && at > 0 && bytes[at - 1] == '\r';
            if (!lineEnd && (bytes[at] < ' ' || bytes[at] == 0x7f) && bytes[at] != '\t') {
                throw new BadRequest(400, "the head of the request holds a character that belongs percent-encoded");
            }
        }
        // one character per byte, so that what is decoded later is what was sent
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** The first line and the headers, their names in lower case. */
    record Head(String method, String target, Map<String, String> headers) {

        int bodyLength() throws BadRequest {
            if (headers.containsKey("transfer-encoding")) {
                throw new BadRequest(411, "send the body with Content-Length, not in chunks");
            }
            String length = headers.getOrDefault("content-length", "0");
            if (!length.matches("[0-9]{1,9}")) {
                throw new BadRequest(400, "Content-Length is not a number");
            }
            if (Integer.parseInt(length) > LARGEST_BODY) {
                throw new BadRequest(413, "the body is larger than " + LARGEST_BODY + " bytes");
            }
            return Integer.parseInt(length);
        }

        ControlRequest request(byte[] body) throws BadRequest {
            int question = target.indexOf('?');
            Map<String, String> options = new LinkedHashMap<>();
            try {
                String path = FormFields.decode(question < 0 ? target : target.substring(0, question), "the path");
                FormFields.addTo(options, question < 0 ? "" : target.substring(question + 1));
                FormFields.addTo(options, form(body));
                return new ControlRequest(method, path, options, wantsText());
            } catch (IllegalArgumentException bad) {
                throw new BadRequest(400, bad.getMessage());
            }
        }

        private String form(byte[] body) throws BadRequest {
            String type = headers.getOrDefault("content-type", FORM);
            if (body.length > 0 && !type.toLowerCase(Locale.ROOT).split(";", 2)[0].trim().equals(FORM)) {
                throw new BadRequest(415, "the body is " + type.replaceAll("[^ -~]", "?")
                        + ": send options as " + FORM + ", which is what curl -d timeout=5m does");
            }
            return new String(body, StandardCharsets.ISO_8859_1);
        }

        private boolean wantsText() {
            return headers.getOrDefault("accept", "").startsWith(ControlReply.TEXT);
        }
    }
}

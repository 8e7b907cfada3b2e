package dev.allstop.core.control;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code key=value&key=value} with percent-encoding. Stricter than {@link java.net.URLDecoder}, which takes what is
 * not UTF-8 for something else without a word.
 */
public final class FormFields {

    private FormFields() {
    }

    /**
     * @param text one character per byte sent
     * @throws IllegalArgumentException with one line that says what to write
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        addTo(fields, text);
        return fields;
    }

    static void addTo(Map<String, String> fields, String text) {
        for (String pair : text.trim().split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String key = decode(equals < 0 ? pair : pair.substring(0, equals), "an option");
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1).replace('+', ' '), "option " + quotable(key));
            if (fields.put(key, value) != null) {
                throw new IllegalArgumentException("option " + quotable(key)
                        + " is there twice: write it once; a & inside a value is written %26");
            }
        }
    }

    static String decode(String text, String what) {
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '%') {
                int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
                int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IllegalArgumentException(what
                            + " holds a % that begins no percent-encoding: write %25 for it");
                }
                bytes[length++] = (byte) (high << 4 | low);
                at += 2;
            } else {
                bytes[length++] = (byte) next;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, length))).toString();
        } catch (CharacterCodingException notUtf8) {
            throw new IllegalArgumentException(what + " is not UTF-8");
        }
    }

    private static String quotable(String text) {
        return text.replaceAll("[^ -~]", "?");
    }
}

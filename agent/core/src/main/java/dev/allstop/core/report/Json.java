package dev.allstop.core.report;

import java.util.Collection;
import java.util.Map;

/** Writes one JSON value on one line. Calls must nest as the value does; keys are written in the order of the calls. */
final class Json {

    private final StringBuilder text = new StringBuilder(1024);

    static String string(String value) {
        return new Json().value(value).toString();
    }

    Json object(Runnable members) {
        return nested('{', members, '}');
    }

    Json array(Runnable elements) {
        return nested('[', elements, ']');
    }

    Json key(String key) {
        separate();
        quote(key);
        text.append(':');
        return this;
    }

    Json member(String key, String value) {
        return key(key).value(value);
    }

    Json member(String key, long value) {
        return key(key).raw(Long.toString(value));
    }

    Json member(String key, boolean value) {
        return key(key).raw(Boolean.toString(value));
    }

    /** A negative number means that there is none. */
    Json memberIfAny(String key, long value) {
        return key(key).raw(value < 0 ? "null" : Long.toString(value));
    }

    Json member(String key, Collection<String> values) {
        return key(key).array(() -> values.forEach(this::value));
    }

    Json member(String key, Map<String, String> values) {
        return key(key).object(() -> values.forEach(this::member));
    }

    /** Null is written as null. */
    Json value(String value) {
        separate();
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private Json raw(String value) {
        separate();
        text.append(value);
        return this;
    }

    private Json nested(char open, Runnable content, char close) {
        separate();
        text.append(open);
        content.run();
        text.append(close);
        return this;
    }

    private void separate() {
        char last = text.isEmpty() ? '{' : text.charAt(text.length() - 1);
        if (last != '{' && last != '[' && last != ':') {
            text.append(',');
        }
    }

    private void quote(String value) {
        text.append('"');
        for (int at = 0; at < value.length(); at++) {
            char next = value.charAt(at);
            switch (next) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (mustEscape(value, at)) {
                        text.append("\\u").append(Character.forDigit(next >> 12, 16))
                                .append(Character.forDigit(next >> 8 & 15, 16))
                                .append(Character.forDigit(next >> 4 & 15, 16))
                                .append(Character.forDigit(next & 15, 16));
                    } else {
                        text.append(next);
                    }
                }
            }
        }
        text.append('"');
    }

    /** Control characters by the standard; line separators and half surrogate pairs because readers choke on them. */
    private static boolean mustEscape(String value, int at) {
        char next = value.charAt(at);
        if (Character.isHighSurrogate(next)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        if (Character.isLowSurrogate(next)) {
            return at == 0 || !Character.isHighSurrogate(value.charAt(at - 1));
        }
        return next < ' ' || next >= 0x7f && next <= 0x9f || next == '\u2028' || next == '\u2029';
    }
}

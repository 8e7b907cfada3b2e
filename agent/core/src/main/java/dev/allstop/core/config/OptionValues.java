package dev.allstop.core.config;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Values as they were written, each with where it was written, so that a refusal can say where to look. */
final class OptionValues {

    private static final String STACK_PREFIX = "stack.";

    private final Map<OptionKey, String> values = new EnumMap<>(OptionKey.class);
    private final Map<OptionKey, String> origins = new EnumMap<>(OptionKey.class);

    private final Map<String, String> stackValues = new LinkedHashMap<>();

    /**
     * Takes {@code stack.hosts} and the like, which are not ours to know: a stack names its variables itself.
     *
     * @return false if it is another option
     */
    boolean putStackValueIfAbsent(String text, String value) {
        if (!text.startsWith(STACK_PREFIX) || text.length() == STACK_PREFIX.length()) {
            return false;
        }
        stackValues.putIfAbsent(text.substring(STACK_PREFIX.length()).toLowerCase(Locale.ROOT), value.trim());
        return true;
    }

    Map<String, String> stackValues() {
        return stackValues;
    }

    /** A source asked earlier wins. */
    void putIfAbsent(OptionKey key, String value, String origin) {
        if (!values.containsKey(key)) {
            values.put(key, value.trim());
            origins.put(key, origin);
        }
    }

    /** What was written, else the default, else null. */
    String value(OptionKey key) {
        String value = values.get(key);
        return value == null ? key.standard : value;
    }

    /** Says what is wrong with the value of an option. */
    OptionException refuse(OptionKey key, String value, String wrong) {
        return new OptionException("option " + key.text + " \"" + OneLine.of(value) + "\" (" + origins.get(key)
                + ") " + wrong);
    }

    /** Says what is wrong with the value of an option, and how to write it. */
    OptionException refuseForm(OptionKey key, String value, String wrong) {
        return refuse(key, value, wrong + ": write " + key.goodForm);
    }
}

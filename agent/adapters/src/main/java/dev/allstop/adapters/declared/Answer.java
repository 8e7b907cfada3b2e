package dev.allstop.adapters.declared;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a method that is left out at a closed gate returns instead; of the JDK, since it is the same for all.
 *
 * @param type what the method must return for that, {@code void.class} when it must return nothing
 */
record Answer(String text, Object value, Class<?> type) {

    /** Waits in front of the method instead of leaving it out. */
    static final Answer PARK = new Answer("park", null, Object.class);

    private static final Map<String, Answer> ALL = new LinkedHashMap<>();

    static {
        for (Answer answer : List.of(
                new Answer("void", null, void.class),
                new Answer("null", null, Object.class),
                new Answer("false", false, boolean.class),
                new Answer("true", true, boolean.class),
                new Answer("0", 0, int.class),
                new Answer("0L", 0L, long.class),
                new Answer("emptyList", Collections.emptyList(), List.class),
                new Answer("emptySet", Collections.emptySet(), Set.class),
                new Answer("emptyMap", Collections.emptyMap(), Map.class),
                new Answer("emptyOptional", Optional.empty(), Optional.class),
                PARK)) {
            ALL.put(answer.text, answer);
        }
    }

    /** Null when there is none of that name. */
    static Answer of(String text) {
        return ALL.get(text);
    }

    static String all() {
        return String.join(", ", ALL.keySet());
    }

    /** Whether a method that is declared to return this can return it. */
    boolean fits(Class<?> returned) {
        if (this == PARK) {
            // One that waited in vain is left out, and returns null.
            return returned == void.class || !returned.isPrimitive();
        }
        if (value == null) {
            return type == void.class ? returned == void.class : !returned.isPrimitive();
        }
        return returned == type || !returned.isPrimitive() && returned.isInstance(value);
    }

    boolean parks() {
        return this == PARK;
    }
}

package dev.allstop.core.fleet;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which members an operator counts on.
 *
 * @param count how many nodes must answer, 0 for no expectation of a number
 * @param names which nodes must answer, empty for no expectation of names
 */
public record Expectation(int count, List<String> names) {

    /** Whoever is in the fleet. */
    public static final Expectation NONE = new Expectation(0, List.of());

    public Expectation {
        names = List.copyOf(names);
    }

    /**
     * Reads {@code 12} or {@code web-1,web-2}.
     *
     * @throws IllegalArgumentException with one line that says what to write
     */
    public static Expectation parse(String text) {
        String trimmed = text.trim();
        if (trimmed.matches("[0-9]{1,6}") && Integer.parseInt(trimmed) > 0) {
            return new Expectation(Integer.parseInt(trimmed), List.of());
        }
        List<String> names = Stream.of(trimmed.split(",", -1)).map(String::trim).toList();
        if (trimmed.isEmpty() || trimmed.matches("-?[0-9]+")) {
            throw new IllegalArgumentException("expect \"" + text
                    + "\" is neither a number of nodes nor a list of names: write 12 or web-1,web-2");
        }
        if (names.contains("")) {
            // more likely a variable without a value than a comma too many: a node would not be counted on
            throw new IllegalArgumentException("expect \"" + text + "\" has an empty name in it: write 12 or web-1,web-2");
        }
        return new Expectation(0, names);
    }
}

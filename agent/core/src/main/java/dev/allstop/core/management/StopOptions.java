package dev.allstop.core.management;

import dev.allstop.core.config.Durations;
import dev.allstop.core.config.OneLine;
import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the options of an order: {@code key=value;key=value}. */
final class StopOptions {

    static final String HELP = "key=value;key=value with timeout, select (kind=quartz&node!=web-1), sticky, lease, "
            + "reason, by, expect (12 or web-1,web-2), onDeadline (report, resume, cancel, interrupt, giveback); "
            + "empty for none";

    static final List<String> KEYS = List.of("timeout", "select", "sticky", "lease", "reason", "by", "expect",
            "onDeadline");
    private static final int LONGEST_TEXT = 500;

    private StopOptions() {
    }

    /**
     * @param defaultTimeout when the options name none
     * @param defaultBy      when the options name nobody
     * @throws IllegalArgumentException with one line that says what to write
     */
    static Fleet.Order parse(String options, Duration defaultTimeout, String defaultBy) {
        return order(pairs(options), defaultTimeout, defaultBy);
    }

    /** As {@link #parse}, from options that are apart already. */
    static Fleet.Order order(Map<String, String> pairs, Duration defaultTimeout, String defaultBy) {
        for (String key : pairs.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("option \"" + OneLine.of(key) + "\" is unknown: there are "
                        + String.join(", ", KEYS) + hint(key));
            }
        }
        return new Fleet.Order(
                pairs.containsKey("select") ? Selector.parse(pairs.get("select")) : Selector.ALL,
                pairs.containsKey("timeout") ? Durations.parse("timeout", pairs.get("timeout")) : defaultTimeout,
                truth("sticky", pairs.getOrDefault("sticky", "false")),
                Optional.ofNullable(pairs.get("lease")).map(lease -> Durations.parsePositive("lease", lease)),
                text("reason", pairs.getOrDefault("reason", "")),
                text("by", pairs.getOrDefault("by", defaultBy)),
                pairs.containsKey("expect") ? Expectation.parse(pairs.get("expect")) : Expectation.NONE,
                onDeadline(pairs.getOrDefault("onDeadline", "report")));
    }

    /** An order of everything that a selector accepts, with no further options. */
    static Fleet.Order order(Selector select, Duration timeout, String by) {
        return new Fleet.Order(select, timeout, false, Optional.empty(), "", by, Expectation.NONE, OnDeadline.REPORT);
    }

    private static Map<String, String> pairs(String options) {
        if (options == null) {
            throw new IllegalArgumentException("options are missing: write " + HELP);
        }
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : split(options)) {
            int equals = part.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("options \"" + OneLine.of(part)
                        + "\" is not key=value: write timeout=5m;reason=deploy, and \\; for a ; inside a value");
            }
            String key = part.substring(0, equals).trim();
            if (pairs.put(key, part.substring(equals + 1).trim()) != null) {
                throw new IllegalArgumentException("option " + OneLine.of(key) + " is written twice: write it once");
            }
        }
        return pairs;
    }

    /** At every {@code ;} that no backslash precedes; parts with nothing in them are dropped. */
    private static List<String> split(String options) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int at = 0; at <= options.length(); at++) {
            if (at == options.length() || options.charAt(at) == ';') {
                if (!part.toString().isBlank()) {
                    parts.add(part.toString());
                }
                part.setLength(0);
            } else if (options.charAt(at) == '\\' && at + 1 < options.length()
                    && ";\\".indexOf(options.charAt(at + 1)) >= 0) {
                part.append(options.charAt(++at));
            } else {
                part.append(options.charAt(at));
            }
        }
        return parts;
    }

    private static String hint(String key) {
        boolean condition = List.of("kind", "name", "node").contains(key);
        return condition ? "; conditions of select are joined by &: select=kind=quartz&node=web-1"
                : KEYS.stream().filter(known -> known.equalsIgnoreCase(key)).findFirst()
                        .map(known -> "; did you mean " + known + "?").orElse("");
    }

    /** True or false, and nothing else. */
    static boolean truth(String key, String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(key + " \"" + OneLine.of(value)
                    + "\" is neither true nor false: write " + key + "=true or leave it out");
        };
    }

    private static String text(String key, String value) {
        if (value.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(key + " is longer than " + LONGEST_TEXT + " characters: shorten it");
        }
        return OneLine.of(value, LONGEST_TEXT);
    }

    private static OnDeadline onDeadline(String value) {
        for (OnDeadline action : OnDeadline.values()) {
            if (action.name().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))) {
                return action;
            }
        }
        throw new IllegalArgumentException("onDeadline \"" + OneLine.of(value)
                + "\" is unknown: write report, resume, cancel, interrupt or giveback");
    }
}

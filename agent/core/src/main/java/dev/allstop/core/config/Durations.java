package dev.allstop.core.config;

import java.time.DateTimeException;
import java.time.Duration;

/**
 * Durations as operators write and read them: always with a unit, because a bare number once read as milliseconds and
 * once as seconds has ended in an outage before.
 *
 * <p>Runs inside premain: no regular expression, no lambda, no string template on the path without an error.
 */
public final class Durations {

    private static final long MILLIS_PER_DAY = 86_400_000L;

    /** Ten years: far below what overflows a count of nanoseconds, far above what anybody waits for. */
    private static final long LONGEST_MILLIS = 3_650 * MILLIS_PER_DAY;

    private Durations() {
    }

    /**
     * Reads {@code 250ms}, {@code 30s}, {@code 5m}, {@code 1h}, {@code 2d}, {@code 1h30m} or {@code PT30S}; zero is a
     * duration, a negative one is not.
     *
     * @param what name of the value, for the message
     * @throws IllegalArgumentException with one line that names the value and the good forms
     */
    public static Duration parse(String what, String text) {
        String trimmed = text == null ? "" : text.trim();
        long millis = trimmed.startsWith("P") ? isoMillis(trimmed) : millis(trimmed);
        if (millis < 0) {
            throw new IllegalArgumentException(what + " \"" + OneLine.of(text == null ? "" : text)
                    + "\" is not a duration: write 30s, 5m, 1h or PT30S");
        }
        return Duration.ofMillis(millis);
    }

    /** As {@link #parse}, and zero is refused as well. */
    public static Duration parsePositive(String what, String text) {
        Duration duration = parse(what, text);
        if (duration.isZero()) {
            throw new IllegalArgumentException(what + " \"" + OneLine.of(text)
                    + "\" is no time at all: write 30s, 5m, 1h or PT30S");
        }
        return duration;
    }

    /** For people: {@code 42ms}, {@code 3.8s}, {@code 30s}, {@code 2m 5s}, {@code 1h 3m}, {@code 2d 4h}. */
    public static String format(Duration duration) {
        return format(duration.toMillis());
    }

    /** As {@link #format(Duration)}. */
    public static String format(long millis) {
        if (millis < 100) {
            return millis == 0 ? "0s" : millis + "ms";
        }
        if (millis < 59_950) {
            long tenths = (millis + 50) / 100;
            return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
        }
        long seconds = (millis + 500) / 1000;
        if (seconds < 3600) {
            return twoUnits(seconds / 60, "m", seconds % 60, "s");
        }
        if (seconds < 86_400) {
            return twoUnits(seconds / 3600, "h", seconds % 3600 / 60, "m");
        }
        return twoUnits(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
    }

    /** -1 when it is not a duration. */
    private static long millis(String text) {
        long total = 0;
        long previousUnit = Long.MAX_VALUE;
        int at = 0;
        while (at < text.length()) {
            int digits = at;
            long number = 0;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                number = number * 10 + text.charAt(at++) - '0';
                if (number > LONGEST_MILLIS) {
                    return -1;
                }
            }
            int letters = at;
            while (at < text.length() && text.charAt(at) >= 'a' && text.charAt(at) <= 'z') {
                at++;
            }
            long unit = unitMillis(text.substring(letters, at));
            // each unit once, the larger first: 30m1h is more likely a slip than a wish
            if (letters == digits || unit < 0 || unit >= previousUnit) {
                return -1;
            }
            previousUnit = unit;
            total += number <= LONGEST_MILLIS / unit ? number * unit : LONGEST_MILLIS + 1;
            if (total > LONGEST_MILLIS) {
                return -1;
            }
        }
        return text.isEmpty() ? -1 : total;
    }

    private static long unitMillis(String unit) {
        switch (unit) {
            case "ms":
                return 1;
            case "s":
                return 1_000;
            case "m":
                return 60_000;
            case "h":
                return 3_600_000;
            case "d":
                return MILLIS_PER_DAY;
            default:
                return -1;
        }
    }

    private static long isoMillis(String text) {
        try {
            long millis = Duration.parse(text).toMillis();
            return millis > LONGEST_MILLIS ? -1 : millis;
        } catch (DateTimeException | ArithmeticException notIso) {
            return -1;
        }
    }
}

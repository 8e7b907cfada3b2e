package dev.allstop.bench.stop;

import java.util.Locale;

/**
 * How long a stop took, from the call.
 *
 * @param gatesMs  until the last gate on any node was closed
 * @param reportMs until every node's acknowledgement was back and the report was made
 */
public record Stopped(double gatesMs, double reportMs) {

    /** A round trip with nothing but JGroups: the last answer is the end of both. */
    public static Stopped roundTrip(double ms) {
        return new Stopped(ms, ms);
    }

    /** What {@link #toString} has written. */
    public static Stopped parse(String text) {
        String[] both = text.split(" ");
        return new Stopped(Double.parseDouble(both[0]), Double.parseDouble(both[1]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %.3f", gatesMs, reportMs);
    }
}

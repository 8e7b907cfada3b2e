package dev.allstop.core.hold;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which holds cover one JVM. By default those that were ordered while it was alive; a JVM started afterwards is the
 * new release and runs, unless the hold is sticky.
 *
 * <p>Decided by elapsed time, never by comparing clocks: a hold travels with its age, and the JVM compares that with
 * its own uptime. So the answer is the same for a JVM that was joining, was cut off, or had formed a cluster of its
 * own when the order was given, whenever it learns of it. {@link #TOLERANCE} absorbs the time messages take and is on
 * the safe side: a JVM started within it after the order is held. A JVM that the issuer saw when it gave the order is
 * covered in any case, also if its clock stood still meanwhile (a suspended host).
 *
 * <p>Once covered, always covered: later news of the order's age never open a gate. Not thread-safe.
 */
public final class Coverage {

    /** How much younger than the order a JVM may be and still be covered. */
    public static final Duration TOLERANCE = Duration.ofMillis(250);

    private final String incarnation;
    private final long startedNanos;
    private final Map<String, Boolean> decided = new HashMap<>();

    /** @param startedNanos when this JVM came to life, on its own {@link System#nanoTime} */
    public Coverage(String incarnation, long startedNanos) {
        this.incarnation = incarnation;
        this.startedNanos = startedNanos;
    }

    /** Whether the hold covers this JVM. */
    public boolean covers(HoldEntry entry) {
        return decided.merge(entry.id(), coversNow(entry), Boolean::logicalOr);
    }

    /** Forgets decisions about holds that are no longer known. */
    public void retain(HoldSet holds) {
        decided.keySet().removeIf(id -> holds.find(id).filter(entry -> entry.release().isEmpty()).isEmpty());
    }

    private boolean coversNow(HoldEntry entry) {
        return entry.hold().sticky() || entry.roster().containsKey(incarnation)
                || startedNanos - entry.orderedNanos() <= TOLERANCE.toNanos();
    }
}

package dev.allstop.core.hold;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that one node knows of a hold. Immutable; {@link #merge} is commutative, associative and idempotent, so that
 * nodes which have seen the same news in any order, any number of times, know the same.
 *
 * <p>Times are on this JVM's {@link System#nanoTime}. They travel as durations (the age of the order, what is left of
 * the lease) and every node counts on by itself. A message that was long on its way makes an order look younger and a
 * lease longer than it is, never the reverse, hence the older order and the earlier end win.
 *
 * @param hold          what was ordered
 * @param orderedNanos  when it was ordered
 * @param renewals      how often its lease was renewed
 * @param leaseEndNanos when the lease runs out; meaningless without a lease
 * @param shutdown      whether its servers are to be shut down for good once they are drained
 * @param fulfilled     whether somebody was told that all had drained: what was to happen at the deadline is void then
 * @param release       how it ended, empty while it is in force
 * @param roster        the nodes known to be concerned, by incarnation; empty once released
 */
public record HoldEntry(Hold hold, long orderedNanos, int renewals, long leaseEndNanos, boolean shutdown,
                        boolean fulfilled, Optional<Release> release, Map<String, Concerned> roster) {

    /**
     * A node concerned by a hold.
     *
     * @param left whether it said goodbye after it had drained
     */
    public record Concerned(String name, boolean left) {

        private Concerned merge(Concerned other) {
            return new Concerned(name.compareTo(other.name) <= 0 ? name : other.name, left || other.left);
        }
    }

    public HoldEntry {
        roster = release.isPresent() ? Map.of() : Map.copyOf(roster);
    }

    /** A hold ordered at this moment. */
    public static HoldEntry ordered(Hold hold, long nowNanos, Map<String, Concerned> roster) {
        return new HoldEntry(hold, nowNanos, 0, nowNanos + hold.lease().map(lease -> lease.toNanos()).orElse(0L), false,
                false, Optional.empty(), roster);
    }

    /** Its identity. */
    public String id() {
        return hold.id();
    }

    /** Neither released nor run out. */
    public boolean inForce(long nowNanos) {
        return release.isEmpty() && !leaseHasRunOut(nowNanos);
    }

    /** Whether it has a lease that nobody renewed in time. */
    public boolean leaseHasRunOut(long nowNanos) {
        return hold.lease().isPresent() && nowNanos - leaseEndNanos >= 0;
    }

    /** With its lease running from now on again. */
    public HoldEntry renewed(long nowNanos) {
        return hold.lease().isEmpty() ? this : new HoldEntry(hold, orderedNanos, renewals + 1,
                nowNanos + hold.lease().get().toNanos(), shutdown, fulfilled, release, roster);
    }

    /** With its servers to be shut down once drained. */
    public HoldEntry withShutdown() {
        return new HoldEntry(hold, orderedNanos, renewals, leaseEndNanos, true, fulfilled, release, roster);
    }

    /** With all drained before its deadline, and somebody told so. */
    public HoldEntry asFulfilled() {
        return new HoldEntry(hold, orderedNanos, renewals, leaseEndNanos, shutdown, true, release, roster);
    }

    /** Ended. */
    public HoldEntry released(Release how) {
        return merge(new HoldEntry(hold, orderedNanos, renewals, leaseEndNanos, shutdown, fulfilled, Optional.of(how),
                Map.of()));
    }

    /** With one more node concerned, or one that is known to have left drained. */
    public HoldEntry concerning(String incarnation, Concerned node) {
        return merge(new HoldEntry(hold, orderedNanos, renewals, leaseEndNanos, shutdown, fulfilled, release,
                Map.of(incarnation, node)));
    }

    /**
     * What two nodes know together. A lease that ran out for a node which was cut off from the renewals has not run out,
     * and a deadline that passed for a node which had not heard that all had drained is void: else one that was frozen
     * or cut off would release, for all, what somebody waits for or has been told is stopped.
     */
    public HoldEntry merge(HoldEntry other) {
        long ordered = orderedNanos - other.orderedNanos <= 0 ? orderedNanos : other.orderedNanos;
        HoldEntry renewedLast = renewals >= other.renewals ? this : other;
        long leaseEnd = renewals == other.renewals && other.leaseEndNanos - leaseEndNanos < 0
                ? other.leaseEndNanos : renewedLast.leaseEndNanos;
        boolean done = fulfilled || other.fulfilled;
        Optional<Release> ended = Stream.of(this, other).filter(entry -> entry.isStillReleased(renewedLast.renewals, done))
                .map(entry -> entry.release.get()).min(Comparator.naturalOrder());
        Map<String, Concerned> together = new HashMap<>(roster);
        other.roster.forEach((incarnation, node) -> together.merge(incarnation, node, Concerned::merge));
        return new HoldEntry(hold, ordered, renewedLast.renewals, leaseEnd, shutdown || other.shutdown, done, ended,
                together);
    }

    private boolean isStillReleased(int renewalsKnown, boolean knownFulfilled) {
        return release.isPresent() && switch (release.get().cause()) {
            case ORDERED -> true;
            case LEASE -> renewals == renewalsKnown;
            case DEADLINE -> !knownFulfilled;
        };
    }

    /** Whether it says the same, however old the two are thought to be. */
    boolean saysTheSameAs(HoldEntry other) {
        return renewals == other.renewals && shutdown == other.shutdown && fulfilled == other.fulfilled && release.equals(other.release)
                && roster.equals(other.roster);
    }
}

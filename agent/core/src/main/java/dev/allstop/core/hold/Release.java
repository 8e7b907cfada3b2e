package dev.allstop.core.hold;

import java.time.Instant;
import java.util.Comparator;

/**
 * The end of a hold. One that was ordered is final: the hold is released on every node that learns of it. One that a
 * node came to by itself holds as far as that node knew enough, see {@link HoldEntry#merge}.
 *
 * @param by    who released it; {@code allstop} when a lease or a deadline ended it
 * @param why   for people
 * @param from  name of the node on which it was released
 * @param at    wall clock of that node, for display only
 * @param cause what it rests on
 */
public record Release(String by, String why, String from, Instant at, Cause cause) implements Comparable<Release> {

    /** What a release rests on. */
    public enum Cause {
        /** Somebody has ordered it. */
        ORDERED,
        /** The lease ran out, as far as the node knew that had not heard of a renewal. */
        LEASE,
        /** The deadline of an order passed, as far as the node knew before all had drained. */
        DEADLINE
    }

    private static final Comparator<Release> ORDER = Comparator.comparing(Release::cause).thenComparing(Release::at)
            .thenComparing(Release::by).thenComparing(Release::why).thenComparing(Release::from);

    /** One that somebody has ordered. */
    public Release(String by, String why, String from, Instant at) {
        this(by, why, from, at, Cause.ORDERED);
    }

    /** A total order, so that nodes that released the same hold at the same time agree on whose name it bears. */
    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }
}

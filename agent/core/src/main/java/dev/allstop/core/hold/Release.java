package dev.allstop.core.hold;

import java.time.Instant;
import java.util.Comparator;

/**
 * The end of a hold. It is final: a hold that was released on one node is released on every node that learns of it.
 *
 * @param by   who released it; {@code allstop} when a lease or a deadline ended it
 * @param why  for people
 * @param from name of the node on which it was released
 * @param at   wall clock of that node, for display only
 */
public record Release(String by, String why, String from, Instant at) implements Comparable<Release> {

    private static final Comparator<Release> ORDER = Comparator.comparing(Release::at).thenComparing(Release::by)
            .thenComparing(Release::why).thenComparing(Release::from);

    /** A total order, so that nodes that released the same hold at the same time agree on whose name it bears. */
    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }
}

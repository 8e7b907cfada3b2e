package dev.allstop.core.report;

import java.time.Instant;
import java.util.List;

/**
 * An order and what came of it.
 *
 * @param what    {@code stop}, {@code quiet}, {@code shutdown}, {@code resume} or {@code resumeAll}; {@code hold} and
 *                {@code release} where it was only heard of, or came about by itself
 * @param holdId  the hold it made or ended
 * @param by      who gave it
 * @param from    on which node
 * @param at      when, by that node's wall clock
 * @param outcome headline of its report; empty until there is one, and on nodes that only heard of the order
 */
public record TrailEntry(String what, String holdId, String by, String from, String reason, String select, Instant at,
                         String outcome) {

    /** Whether it is about this hold, alone or among others. */
    public boolean concerns(String hold) {
        return List.of(holdId.split(",")).contains(hold);
    }

    /** Whether it ended this hold. */
    public boolean ended(String hold) {
        return what.startsWith("re") && concerns(hold);
    }

    /** The same with what came of it. */
    public TrailEntry withOutcome(String headline) {
        return new TrailEntry(what, holdId, by, from, reason, select, at, headline);
    }
}

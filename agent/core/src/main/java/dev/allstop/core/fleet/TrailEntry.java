package dev.allstop.core.fleet;

import java.time.Instant;

/**
 * An order and what came of it.
 *
 * @param what    {@code stop}, {@code quiet}, {@code shutdown}, {@code resume}, {@code await}
 * @param holdId  the hold it made or ended
 * @param by      who gave it
 * @param from    on which node
 * @param at      when, by that node's wall clock
 * @param outcome headline of its report; empty until there is one, and on nodes that only heard of the order
 */
public record TrailEntry(String what, String holdId, String by, String from, String reason, String select, Instant at,
                         String outcome) {

    TrailEntry withOutcome(String headline) {
        return new TrailEntry(what, holdId, by, from, reason, select, at, headline);
    }
}

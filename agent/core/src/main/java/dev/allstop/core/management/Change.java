package dev.allstop.core.management;

import java.time.Instant;

/**
 * Something that happened in the fleet, as an operator is told it.
 *
 * @param number   grows by one
 * @param at       wall clock of this node
 * @param type     such as {@code allstop.server.stopped}
 * @param sentence one line
 */
record Change(long number, Instant at, String type, String sentence) {
}

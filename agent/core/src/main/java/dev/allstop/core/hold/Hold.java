package dev.allstop.core.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The record of a stop. A job server is held while any hold that is not released selects it and covers its JVM.
 * Immutable and the same on every node; how old it is, is counted by each node itself ({@link HoldSet}).
 *
 * @param id         unique for ever
 * @param select     which job servers
 * @param sticky     covers JVMs started later as well
 * @param reason     for people
 * @param by         who ordered it
 * @param from       name of the node on which it was ordered
 * @param issuedAt   wall clock of that node, for display only; no decision rests on it
 * @param timeout    how long the issuer waits for the drain
 * @param lease      released by itself when nobody renews it for this long
 */
public record Hold(String id, Selector select, boolean sticky, String reason, String by, String from, Instant issuedAt,
                   Duration timeout, Optional<Duration> lease, OnDeadline onDeadline) {
}

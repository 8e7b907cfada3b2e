package dev.allstop.core.report;

import dev.allstop.core.hold.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The truth about an order, node by node, or about the present state when nothing was ordered.
 *
 * @param verdict    empty for a plain status with no hold in force
 * @param hold       the order reported on; for a status the newest hold in force
 * @param leaseUntil wall clock for display
 * @param missing    expected and never seen
 * @param extra      present though not expected, when names were given
 * @param expected   how many members were expected; without an expectation, how many the fleet has
 * @param headline   the fixed first line of every textual answer
 */
public record Report(Verdict verdict, Optional<Hold> hold, Optional<Instant> leaseUntil, int expected,
                     List<String> missing, List<String> extra, List<NodeReport> nodes, long elapsedMs,
                     String headline) {

    public Report {
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
        nodes = List.copyOf(nodes);
    }
}

package dev.allstop.core.report;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.Selector;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The truth about an order, node by node, or about the present state when nothing was ordered.
 *
 * @param verdict    empty for a plain status with no hold in force, and for a plan
 * @param hold       the order reported on; for a status the newest hold in force
 * @param leaseUntil wall clock for display
 * @param missing    expected and never seen
 * @param extra      present though not expected, when names were given
 * @param expected   how many members were expected; without an expectation, how many the fleet has
 * @param headline   the fixed first line of every textual answer
 */
public record Report(Optional<Verdict> verdict, Optional<Hold> hold, Optional<Instant> leaseUntil, int expected,
                     List<String> missing, List<String> extra, List<NodeReport> nodes, long elapsedMs,
                     String headline) {

    public Report {
        missing = List.copyOf(missing);
        extra = List.copyOf(extra);
        nodes = List.copyOf(nodes);
    }

    /** A report with the fixed headline that its verdict and its counts make. */
    public static Report of(Optional<Verdict> verdict, Optional<Hold> hold, Optional<Instant> leaseUntil, int expected,
                            List<String> missing, List<String> extra, List<NodeReport> nodes, long elapsedMs) {
        return new Report(verdict, hold, leaseUntil, expected, missing, extra, nodes, elapsedMs,
                Headline.of(verdict, hold, expected, missing, nodes, elapsedMs));
    }

    /** The same with another first line, for an order that the fixed ones do not describe, such as a refusal. */
    public Report withHeadline(String other) {
        return new Report(verdict, hold, leaseUntil, expected, missing, extra, nodes, elapsedMs, other);
    }

    /** The same, told to somebody who asked to order only: not being drained yet is no failure then. */
    public Report asRequested() {
        return is(Verdict.STOPPED) ? this : withHeadline(Headline.requested(this));
    }

    /** The same, told to somebody who asked for closed gates only. */
    public Report asQuiet() {
        return withHeadline(Headline.quiet(this));
    }

    /** What is selected, for people: they know a JVM by its name, not by the identity that its own beans address it by. */
    public String selected(String select) {
        String named = select;
        for (NodeReport node : nodes) {
            named = named.replace(Selector.INCARNATION + "=" + node.status().incarnation(), "JVM " + node.status().name());
        }
        return named;
    }

    /** Whether this is the verdict. */
    public boolean is(Verdict expected) {
        return verdict.isPresent() && verdict.get() == expected;
    }
}

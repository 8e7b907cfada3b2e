package dev.allstop.core.report;

import dev.allstop.core.config.Durations;
import dev.allstop.core.config.OneLine;
import dev.allstop.core.hold.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The first line of every textual answer. Scripts look at its first words, and JConsole's dialog is as wide as this
 * line, so it stays short and its beginning fixed.
 */
final class Headline {

    private static final int NAMED = 3;

    private Headline() {
    }

    static String of(Optional<Verdict> verdict, Optional<Hold> hold, int expected, List<String> missing,
                     List<NodeReport> nodes, long elapsedMs) {
        Counts counts = Counts.of(hold, nodes);
        String elapsed = Durations.format(elapsedMs);
        String on = " on " + counts.reached() + "/" + Math.max(expected, counts.nodes()) + " nodes";
        String stopped = counts.drained() + "/" + counts.servers() + " servers stopped" + on;
        if (verdict.isEmpty() && hold.isPresent()) {
            return "WOULD STOP " + running(counts);
        }
        if (verdict.isEmpty()) {
            return counts.servers() == 0 ? "NO JOB SERVER on " + plural(counts.nodes(), "node")
                    : "RUNNING " + running(counts);
        }
        return switch (verdict.get()) {
            case STOPPED -> "STOPPED " + counts.drained() + "/" + counts.servers() + " servers" + on + " in " + elapsed;
            case RESUMED -> "RESUMED " + (counts.servers() - counts.drained() - counts.draining()) + "/"
                    + counts.servers() + " servers" + on + " in " + elapsed;
            case NOT_DRAINED -> "NOT DRAINED " + howLong(hold, elapsedMs) + ": " + stopped + ", "
                    + plural(counts.jobsRunning(), "job") + " running";
            case INCOMPLETE -> "INCOMPLETE after " + elapsed + ": " + stopped + absent(missing, nodes);
            case UNCONTROLLED -> "UNCONTROLLED after " + elapsed + ": " + stopped + ", " + broken(counts);
            case REFUSED -> "REFUSED: nothing was touched";
        };
    }

    /** For an order that waits for no job: says what is under way instead of that it is not finished. */
    static String requested(Report report) {
        Counts counts = Counts.of(report);
        return "REQUESTED: " + counts.drained() + "/" + counts.servers() + " servers stopped on "
                + counts.reached() + "/" + Math.max(report.expected(), counts.nodes()) + " nodes, "
                + plural(counts.jobsRunning(), "job") + " running";
    }

    /** For an order that waits for the gates only. */
    static String quiet(Report report) {
        Counts counts = Counts.of(report);
        return "QUIET " + (counts.drained() + counts.draining()) + "/" + counts.servers() + " servers on "
                + counts.reached() + "/" + Math.max(report.expected(), counts.nodes()) + " nodes in "
                + Durations.format(report.elapsedMs()) + ", " + plural(counts.jobsRunning(), "job") + " running";
    }

    private static String running(Counts counts) {
        return plural(counts.servers(), "server") + " on " + plural(counts.nodes(), "node") + ", "
                + plural(counts.jobsRunning(), "job") + " running";
    }

    private static String howLong(Optional<Hold> hold, long elapsedMs) {
        return hold.filter(h -> !h.timeout().isZero() && elapsedMs >= h.timeout().toMillis())
                .map(h -> "within " + Durations.format(h.timeout()))
                .orElse("after " + Durations.format(elapsedMs));
    }

    private static String absent(List<String> missing, List<NodeReport> nodes) {
        return named("unreachable", names(nodes, MemberOutcome.UNREACHABLE))
                + named("lost", names(nodes, MemberOutcome.LOST)) + named("missing", missing.stream().map(Missing::name).toList());
    }

    private static List<String> names(List<NodeReport> nodes, MemberOutcome outcome) {
        return nodes.stream().filter(node -> node.outcome() == outcome).map(node -> node.status().name()).toList();
    }

    private static String named(String what, List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        List<String> shown = new ArrayList<>();
        names.stream().limit(NAMED).forEach(name -> shown.add(OneLine.of(name, 30)));
        String between = shown.stream().anyMatch(name -> name.contains(" ")) ? ", " : " ";
        return ", " + what + " " + String.join(between, shown)
                + (names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "");
    }

    private static String broken(Counts counts) {
        return counts.startedAfterAck() > 0
                ? plural(counts.startedAfterAck(), "job") + " started after the acknowledgement"
                : plural(counts.uncontrolled(), "server") + " not under control";
    }

    static String plural(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}

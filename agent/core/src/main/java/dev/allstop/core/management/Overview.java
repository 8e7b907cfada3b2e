package dev.allstop.core.management;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.Counts;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What attributes show, worked out of a report. */
final class Overview {

    private Overview() {
    }

    /** The worst of all nodes, or how the first absent node is absent, which is worse than any state. */
    static String state(Report report) {
        Optional<NodeReport> absent = report.nodes().stream().filter(node -> node.outcome() == MemberOutcome.UNREACHABLE
                || node.outcome() == MemberOutcome.LOST || node.outcome() == MemberOutcome.MISSING).findFirst();
        if (absent.isPresent()) {
            return absent.get().outcome().name();
        }
        return report.nodes().stream().filter(node -> node.outcome() != MemberOutcome.LEFT)
                .flatMap(node -> node.status().servers().stream()).map(ServerReport::state)
                .reduce(ServerState::worst).map(ServerState::name)
                .orElse(report.is(Verdict.STOPPED) ? ServerState.DRAINED.name() : ServerState.RUNNING.name());
    }

    static int servers(Report report) {
        return Counts.of(everything(report)).servers();
    }

    static int serversRunning(Report report) {
        Counts counts = Counts.of(everything(report));
        return counts.running() + counts.uncontrolled();
    }

    static int jobsRunning(Report report) {
        return Counts.of(everything(report)).jobsRunning();
    }

    static String[] holds(List<Hold> holds, Report report) {
        return holds.stream().map(hold -> describe(hold, report)).toArray(String[]::new);
    }

    /** Whatever a hold selects, an attribute counts all there is. */
    private static Report everything(Report report) {
        return new Report(report.verdict(), Optional.empty(), Optional.empty(), report.expected(), report.missing(),
                report.extra(), report.nodes(), report.elapsedMs(), report.headline());
    }

    private static String describe(Hold hold, Report report) {
        return hold.id() + " since " + hold.issuedAt().truncatedTo(ChronoUnit.SECONDS) + " by " + hold.by()
                + (hold.reason().isEmpty() ? "" : ": " + hold.reason())
                + (hold.select().conditions().isEmpty() ? "" : ", select " + report.selected(hold.select().toString()))
                + (hold.sticky() ? ", sticky" : "");
    }
}

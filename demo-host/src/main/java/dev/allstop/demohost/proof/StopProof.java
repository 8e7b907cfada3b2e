package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the ledger against the report of a stop. Pure logic: all it needs is in its three components. */
record StopProof(Set<String> nodes, FleetReport report, LedgerSnapshot ledger) {

    private static final int EXAMPLES = 3;

    /**
     * A job that its library has started just before the acknowledgement gets to its first line, and that line into the database,
     * just after it. A gate that leaks starts jobs whenever a worker becomes free, so most of them seconds later.
     */
    private static final Duration UNTIL_A_START_IS_WRITTEN = Duration.ofMillis(100);

    List<Check> checks() {
        return List.of(
                everyNodeIsStopped(),
                theStopMetRunningJobs(),
                noStartAfterTheAcknowledgement(),
                everyStartedJobEnded(),
                noJobWasHarmed(),
                ledger.noJobStartedTwice(),
                workIsWaiting());
    }

    private Check everyNodeIsStopped() {
        boolean complete = report.verdict().equals("STOPPED") && report.acknowledgedAt().keySet().equals(nodes)
                && report.servers() > 0 && report.drained() == report.servers() && report.startedAfterAck() == 0;
        return new Check(complete, "the report says that every node acknowledged and every job server is drained",
                "%s: %d of %d nodes acknowledged, %d of %d servers drained, startedAfterAck %d".formatted(report.verdict(),
                        report.acknowledgedAt().size(), nodes.size(), report.drained(), report.servers(), report.startedAfterAck()));
    }

    /** A stop of idle nodes would prove nothing. */
    private Check theStopMetRunningJobs() {
        List<Execution> met = ledger.executions().stream().filter(execution -> execution.ranAt(report.issuedAt())).toList();
        boolean everywhere = met.stream().map(Execution::node).collect(Collectors.toSet()).containsAll(nodes)
                && met.stream().map(Execution::kind).distinct().count() == JobKind.values().length;
        return new Check(everywhere, "the stop met running jobs on every node and of every kind", met.size() + " were running");
    }

    private Check noStartAfterTheAcknowledgement() {
        List<Execution> late = new ArrayList<>();
        Duration last = null;
        for (Execution execution : ledger.executions()) {
            Instant acknowledged = report.acknowledgedAt().get(execution.node());
            if (acknowledged == null || execution.startedAt().isAfter(acknowledged.plus(UNTIL_A_START_IS_WRITTEN))) {
                late.add(execution);
            } else {
                Duration after = Duration.between(acknowledged, execution.startedAt());
                last = last == null || after.compareTo(last) > 0 ? after : last;
            }
        }
        boolean none = late.isEmpty() && last != null;
        return new Check(none, "no job started after its node's acknowledgement", none
                ? "the last start was written %s it, and %s of watching brought no other".formatted(
                        relative(last), seconds(Duration.between(report.lastAcknowledgement(), ledger.takenAt())))
                : late.size() + " did" + examples(late));
    }

    private Check everyStartedJobEnded() {
        List<Execution> running = ledger.executions().stream().filter(Execution::isRunning).toList();
        return new Check(running.isEmpty(), "every started job has ended",
                running.isEmpty() ? ledger.executions().size() + " did" : running.size() + " have not" + examples(running));
    }

    private Check noJobWasHarmed() {
        List<Execution> harmed = ledger.executions().stream()
                .filter(execution -> !execution.isRunning() && !execution.cameToItsNaturalEnd()).toList();
        return new Check(harmed.isEmpty(), "none was interrupted, cut short or failed",
                harmed.isEmpty() ? "all ended as done, after their full time" : harmed.size() + " were" + examples(harmed));
    }

    /** Nothing to do would be no proof of a closed gate. */
    private Check workIsWaiting() {
        Instant end = report.lastAcknowledgement();
        List<WaitingJob> throughout = ledger.waiting().stream().filter(job -> job.submittedAt().isBefore(end)).toList();
        boolean everyKind = throughout.stream().map(WaitingJob::kind).distinct().count() == JobKind.values().length;
        return new Check(everyKind, "all the while jobs of every kind were waiting to be taken", Arrays.stream(JobKind.values())
                .map(kind -> kind.label() + " " + throughout.stream().filter(job -> job.kind() == kind).count())
                .collect(Collectors.joining(", ")));
    }

    private static String examples(List<Execution> executions) {
        return executions.stream().limit(EXAMPLES)
                .map(execution -> "%s on %s, started %s, %s".formatted(execution.jobId(), execution.node(), execution.startedAt(),
                        execution.isRunning() ? "still runs" : execution.outcome() + " " + execution.endedAt()))
                .collect(Collectors.joining("; ", ": ", ""));
    }

    private static String relative(Duration after) {
        return seconds(after.abs()) + (after.isNegative() ? " before" : " after");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f s", duration.toMillis() / 1000.0);
    }
}

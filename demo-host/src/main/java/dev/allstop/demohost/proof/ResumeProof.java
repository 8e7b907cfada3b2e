package dev.allstop.demohost.proof;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Shows that work flows again after a resume. Pure logic: all it needs is in its three components.
 *
 * @param stop the report of the stop before it: what started after the stop's last acknowledgement started after the resume,
 *             which is what {@link StopProof} is about
 */
record ResumeProof(Set<String> nodes, FleetReport stop, LedgerSnapshot ledger) {

    List<Check> checks() {
        return List.of(everyServerWorksAgain(), everyWaitingJobStarted(), ledger.noJobStartedTwice());
    }

    private Check everyServerWorksAgain() {
        Predicate<Execution> since = execution -> execution.startedAt().isAfter(stop.lastAcknowledgement());
        Set<String> idle = ledger.idle(nodes, since);
        return new Check(idle.isEmpty(), "every job server of every node has started and finished jobs again",
                idle.isEmpty() ? ledger.executions().stream().filter(since).count() + " jobs started" : "not yet: " + String.join(", ", idle));
    }

    private Check everyWaitingJobStarted() {
        List<WaitingJob> left = ledger.waiting().stream()
                .filter(job -> job.submittedAt().isBefore(stop.lastAcknowledgement())).toList();
        return new Check(left.isEmpty(), "every job that waited through the stop has been started",
                left.isEmpty() ? "none was lost" : left.size() + " still wait, such as " + left.get(0).jobId());
    }
}

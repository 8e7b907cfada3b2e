package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

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
        List<Execution> since = ledger.executions().stream()
                .filter(execution -> execution.startedAt().isAfter(stop.lastAcknowledgement())).toList();
        Set<String> idle = new TreeSet<>();
        for (String node : nodes) {
            for (JobKind kind : JobKind.values()) {
                if (since.stream().noneMatch(execution -> execution.node().equals(node) && execution.kind() == kind
                        && execution.cameToItsNaturalEnd())) {
                    idle.add(kind.label() + " on " + node);
                }
            }
        }
        return new Check(idle.isEmpty(), "every job server of every node has started and finished jobs again",
                idle.isEmpty() ? since.size() + " jobs started" : "not yet: " + String.join(", ", idle));
    }

    private Check everyWaitingJobStarted() {
        List<WaitingJob> left = ledger.waiting().stream()
                .filter(job -> job.submittedAt().isBefore(stop.lastAcknowledgement())).toList();
        return new Check(left.isEmpty(), "every job that waited through the stop has been started",
                left.isEmpty() ? "none was lost" : left.size() + " still wait, such as " + left.get(0).jobId());
    }
}

package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that the ledger says at one instant.
 *
 * @param takenAt by the database's clock, as every instant in it
 */
record LedgerSnapshot(Instant takenAt, List<Execution> executions, List<WaitingJob> waiting) {

    long runningOn(String node) {
        return executions.stream().filter(execution -> execution.isRunning() && execution.node().equals(node)).count();
    }

    boolean runs(String node, JobKind kind) {
        return executions.stream().anyMatch(execution ->
                execution.isRunning() && execution.node().equals(node) && execution.kind() == kind);
    }

    long waiting(JobKind kind) {
        return waiting.stream().filter(job -> job.kind() == kind).count();
    }

    Check noJobStartedTwice() {
        Set<String> seen = new HashSet<>();
        Set<String> twice = new TreeSet<>();
        for (Execution execution : executions) {
            if (!seen.add(execution.jobId())) {
                twice.add(execution.jobId());
            }
        }
        return new Check(twice.isEmpty(), "no job was started twice",
                twice.isEmpty() ? executions.size() + " executions of as many jobs" : String.join(", ", twice));
    }
}

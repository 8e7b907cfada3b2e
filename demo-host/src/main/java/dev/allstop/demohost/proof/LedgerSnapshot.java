package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

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

    /** The job servers of these nodes that have finished none of the executions that are meant, as "kind on node". */
    Set<String> idle(Set<String> nodes, Predicate<Execution> meant) {
        List<Execution> finished = executions.stream().filter(meant).filter(Execution::cameToItsNaturalEnd).toList();
        Set<String> idle = new TreeSet<>();
        for (String node : nodes) {
            for (JobKind kind : JobKind.values()) {
                if (finished.stream().noneMatch(execution -> execution.node().equals(node) && execution.kind() == kind)) {
                    idle.add(kind.label() + " on " + node);
                }
            }
        }
        return idle;
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

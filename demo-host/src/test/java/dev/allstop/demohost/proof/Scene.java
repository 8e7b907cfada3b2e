package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A fleet of two nodes that was stopped without a fault, for tests to spoil. Instants are seconds after the order; both nodes
 * acknowledge one second after it.
 */
final class Scene {

    static final Set<String> NODES = Set.of("node-1", "node-2");
    static final double ACKNOWLEDGED = 1;

    private static final Instant ORDER = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Execution> executions = new ArrayList<>();
    private final List<WaitingJob> waiting = new ArrayList<>();

    Scene() {
        for (String node : NODES) {
            for (JobKind kind : JobKind.values()) {
                run("job-of-" + kind.label() + "-on-" + node, kind, node, -2, 5, "done", 7);
            }
        }
        for (JobKind kind : JobKind.values()) {
            submit("waiting-" + kind.label(), kind, -1);
        }
    }

    static Instant at(double seconds) {
        return ORDER.plusMillis(Math.round(seconds * 1000));
    }

    static FleetReport report() {
        return new FleetReport("STOPPED", at(0), Map.of("node-1", at(ACKNOWLEDGED), "node-2", at(ACKNOWLEDGED)), 6, 6, 0);
    }

    Scene run(String jobId, JobKind kind, String node, double from, double to, String outcome, double workSeconds) {
        executions.add(new Execution(jobId, kind, node, "r1", at(from), at(to), outcome,
                Duration.ofMillis(Math.round(workSeconds * 1000))));
        return this;
    }

    Scene stillRunning(String jobId, JobKind kind, String node, double from) {
        executions.add(new Execution(jobId, kind, node, "r1", at(from), null, null, Duration.ofSeconds(1)));
        return this;
    }

    Scene submit(String jobId, JobKind kind, double when) {
        waiting.add(new WaitingJob(jobId, kind, at(when)));
        return this;
    }

    Scene noneWaits() {
        waiting.clear();
        return this;
    }

    Scene noneRan() {
        executions.clear();
        return this;
    }

    LedgerSnapshot ledger() {
        return new LedgerSnapshot(at(30), executions, waiting);
    }
}

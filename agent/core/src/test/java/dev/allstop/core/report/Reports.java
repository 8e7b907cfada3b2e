package dev.allstop.core.report;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Material for reports. */
public final class Reports {

    public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private Reports() {
    }

    public static Hold hold(String id, String select) {
        return new Hold(id, Selector.parse(select), false, "deploy 42", "root@ops", "web-1", NOON, Duration.ofSeconds(30),
                Optional.empty(), OnDeadline.REPORT);
    }

    public static ServerReport server(String kind, String name, ServerState state, RunningJob... running) {
        return new ServerReport(kind, name, kind + " 1.0", state, state == ServerState.RUNNING ? "" : "RUNNING",
                List.of(running), 0, 100, 0, 3, 0, 0, 0, state == ServerState.UNCONTROLLED ? "no such method: fetch" : "");
    }

    public static RunningJob job(String job, long elapsedMs) {
        return new RunningJob(job, job + "-1", "worker-3", NOON, elapsedMs, List.of());
    }

    public static NodeReport node(String name, MemberOutcome outcome, ServerReport... servers) {
        boolean drained = outcome == MemberOutcome.DRAINED;
        return new NodeReport(status(name, servers), outcome, outcome == MemberOutcome.UNREACHABLE ? -1 : 12,
                drained ? 3800 : -1);
    }

    public static NodeStatus status(String name, ServerReport... servers) {
        return new NodeStatus("incarnation-of-" + name, 1, name, "host-of-" + name, 4711, "1.0.0", Map.of("color", "blue"),
                Map.of(), Map.of(), List.of(), List.of(servers));
    }

    public static Report report(Verdict verdict, Hold hold, long elapsedMs, NodeReport... nodes) {
        return Report.of(Optional.ofNullable(verdict), Optional.ofNullable(hold), Optional.empty(), nodes.length,
                List.of(), List.of(), List.of(nodes), elapsedMs);
    }
}

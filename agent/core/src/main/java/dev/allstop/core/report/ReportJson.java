package dev.allstop.core.report;

import dev.allstop.core.hold.Hold;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A report as one line of JSON. Its keys are public interface: add, never rename. */
public final class ReportJson {

    private ReportJson() {
    }

    /** Times are ISO 8601 in UTC, what is not (yet) so is {@code null}. */
    public static String of(Report report) {
        return of(report, List.of());
    }

    /** The same with the last orders, if there were any, under the key {@code orders}. */
    public static String of(Report report, List<TrailEntry> trail) {
        Json json = new Json();
        json.object(() -> {
            json.member("verdict", report.verdict().map(Verdict::name).orElse(null));
            json.key("hold");
            report.hold().ifPresentOrElse(hold -> hold(json, hold, report), () -> json.value(null));
            json.key("expected").object(() -> json.member("count", report.expected())
                    .member("missing", report.missing()).member("extra", report.extra()));
            json.key("counts").object(() -> counts(json, Counts.of(report)));
            json.key("nodes").array(() -> report.nodes().forEach(node -> node(json, node)));
            json.member("elapsedMs", report.elapsedMs());
            json.member("headline", report.headline());
            if (!trail.isEmpty()) {
                json.key("orders").array(() -> trail.forEach(order -> order(json, order)));
            }
        });
        return json.toString();
    }

    /** An object of one level, such as who a JVM is; numbers stay numbers. */
    public static String flat(Map<String, Object> members) {
        Json json = new Json();
        json.object(() -> members.forEach((key, value) -> {
            if (value instanceof Number number) {
                json.member(key, number.longValue());
            } else {
                json.member(key, value.toString());
            }
        }));
        return json.toString();
    }

    private static void order(Json json, TrailEntry order) {
        json.object(() -> json.member("what", order.what()).member("hold", order.holdId()).member("by", order.by())
                .member("from", order.from()).member("reason", order.reason()).member("select", order.select())
                .member("at", order.at().toString()).member("outcome", order.outcome()));
    }

    private static void hold(Json json, Hold hold, Report report) {
        json.object(() -> json.member("id", hold.id())
                .member("reason", hold.reason())
                .member("by", hold.by())
                .member("issuedAt", hold.issuedAt().toString())
                .member("deadlineAt", hold.issuedAt().plus(hold.timeout()).toString())
                .member("leaseUntil", report.leaseUntil().map(Instant::toString).orElse(null))
                .member("select", hold.select().toString())
                .member("sticky", hold.sticky())
                .member("onDeadline", hold.onDeadline().name().toLowerCase(Locale.ROOT)));
    }

    private static void counts(Json json, Counts counts) {
        json.member("nodes", counts.nodes()).member("servers", counts.servers()).member("drained", counts.drained())
                .member("draining", counts.draining()).member("uncontrolled", counts.uncontrolled())
                .member("unreachable", counts.unreachable()).member("lost", counts.lost())
                .member("jobsRunning", counts.jobsRunning()).member("startedAfterAck", counts.startedAfterAck());
    }

    private static void node(Json json, NodeReport node) {
        NodeStatus status = node.status();
        json.object(() -> {
            json.member("name", status.name()).member("host", status.host()).member("pid", status.pid())
                    .member("labels", new TreeMap<>(status.labels())).member("state", node.outcome().name())
                    .memberIfAny("ackMs", node.ackMs()).memberIfAny("drainedMs", node.drainedMs())
                    .member("startedAfterAck",
                            status.servers().stream().mapToLong(ServerReport::startedAfterAck).sum());
            json.key("servers").array(() -> status.servers().forEach(server -> server(json, server)));
        });
    }

    private static void server(Json json, ServerReport server) {
        json.object(() -> {
            json.member("kind", server.kind()).member("name", server.name()).member("library", server.library())
                    .member("state", server.state().name())
                    .member("stateBefore", server.stateBefore().isEmpty() ? null : server.stateBefore());
            json.key("running").array(() -> jobs(json, server.running()));
            json.member("accepted", server.accepted()).member("finishedDuringDrain", server.finishedDuringDrain())
                    .member("cancelled", server.cancelled()).member("interrupted", server.interrupted())
                    .member("givenBack", server.givenBack())
                    .member("error", server.error().isEmpty() ? null : server.error());
        });
    }

    private static void jobs(Json json, List<RunningJob> jobs) {
        for (RunningJob job : jobs) {
            json.object(() -> json.member("job", job.job()).member("id", job.id())
                    .member("thread", job.thread().isEmpty() ? null : job.thread())
                    .member("startedAt", job.startedAt().toString()).member("elapsedMs", job.elapsedMs())
                    .member("stack", job.stack()));
        }
    }
}

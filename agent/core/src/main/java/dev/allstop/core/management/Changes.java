package dev.allstop.core.management;

import dev.allstop.core.config.Durations;
import dev.allstop.core.config.OneLine;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.TrailEntry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** Tells two looks at the fleet apart, in sentences. */
final class Changes {

    static final List<String> TYPES = List.of("allstop.hold.placed", "allstop.hold.released", "allstop.node.joined",
            "allstop.node.left", "allstop.node.lost", "allstop.node.unreachable", "allstop.node.back",
            "allstop.server.appeared", "allstop.server.gone", "allstop.server.quiet", "allstop.server.stopped",
            "allstop.server.resumed", "allstop.server.shutdown", "allstop.server.uncontrolled", "allstop.job.finished", "allstop.order");

    private static final int JOBS_NAMED = 3;

    private Changes() {
    }

    /** What one moment looked like. */
    record Look(Report report, List<Hold> holds) {
    }

    /** @param told type and sentence of each change, holds first, then nodes, then their servers */
    static void between(Look before, Look after, BiConsumer<String, String> told) {
        after.holds().stream().filter(hold -> ids(before).stream().noneMatch(hold.id()::equals))
                .forEach(hold -> told.accept("allstop.hold.placed", placed(hold, after.report())));
        before.holds().stream().filter(hold -> ids(after).stream().noneMatch(hold.id()::equals))
                .forEach(hold -> told.accept("allstop.hold.released", "hold " + hold.id() + " ended"));
        Map<String, NodeReport> nodes = byIncarnation(before.report());
        byIncarnation(after.report()).forEach((incarnation, node) -> node(nodes.remove(incarnation), node, told));
        nodes.values().stream().filter(Changes::isThere)
                .forEach(node -> told.accept("allstop.node.left", name(node) + " left"));
    }

    /** An order, or what came of it, in a sentence. */
    static String order(TrailEntry order, Report report) {
        return OneLine.of(order.what()) + " by " + OneLine.of(order.by()) + " on " + OneLine.of(order.from())
                + (order.reason().isEmpty() ? "" : ": " + OneLine.of(order.reason()))
                + (order.select().isEmpty() ? "" : ", select " + OneLine.of(report.selected(order.select())))
                + (order.holdId().isEmpty() ? "" : ", hold " + OneLine.of(order.holdId()))
                + (order.outcome().isEmpty() ? "" : ": " + OneLine.of(order.outcome(), 200));
    }

    private static List<String> ids(Look look) {
        return look.holds().stream().map(Hold::id).toList();
    }

    private static String placed(Hold hold, Report report) {
        return "hold " + hold.id() + " by " + OneLine.of(hold.by())
                + (hold.reason().isEmpty() ? "" : ": " + OneLine.of(hold.reason()))
                + (hold.select().conditions().isEmpty() ? "" : ", select " + OneLine.of(report.selected(hold.select().toString())));
    }

    private static Map<String, NodeReport> byIncarnation(Report report) {
        Map<String, NodeReport> nodes = new LinkedHashMap<>();
        report.nodes().stream().sorted(Comparator.comparing(Changes::name)).forEach(node -> nodes.put(
                node.status().incarnation().isEmpty() ? node.status().name() : node.status().incarnation(), node));
        return nodes;
    }

    private static void node(NodeReport before, NodeReport after, BiConsumer<String, String> told) {
        if (before == null) {
            if (isThere(after)) {
                told.accept("allstop.node.joined", name(after) + " joined with " + after.status().servers().size()
                        + " job servers");
            }
            return;
        }
        if (before.outcome() != after.outcome()) {
            outcome(before, after, told);
        }
        Map<String, ServerReport> servers = new LinkedHashMap<>();
        before.status().servers().forEach(server -> servers.put(server.kind() + "/" + server.name(), server));
        for (ServerReport server : after.status().servers()) {
            String which = name(after) + " " + OneLine.of(server.kind() + "/" + server.name());
            server(which, servers.remove(server.kind() + "/" + server.name()), server, told);
        }
        servers.keySet().forEach(gone ->
                told.accept("allstop.server.gone", name(after) + " " + OneLine.of(gone) + " is gone"));
    }

    private static void outcome(NodeReport before, NodeReport after, BiConsumer<String, String> told) {
        switch (after.outcome()) {
            case LEFT -> told.accept("allstop.node.left", name(after) + " left after it had drained");
            case LOST -> told.accept("allstop.node.lost", name(after) + " was lost before it had drained");
            case UNREACHABLE -> told.accept("allstop.node.unreachable", name(after) + " does not acknowledge");
            default -> {
                if (!isThere(before) || before.outcome() == MemberOutcome.UNREACHABLE) {
                    told.accept("allstop.node.back", name(after) + " answers again");
                }
            }
        }
    }

    private static void server(String which, ServerReport before, ServerReport after, BiConsumer<String, String> told) {
        if (before == null) {
            told.accept("allstop.server.appeared", which + " appeared");
            return;
        }
        if (after.stateBefore().isEmpty() && before.stateBefore().isEmpty() && before.state() == after.state()) {
            return;
        }
        // what another node ran before it was held may be known from long ago
        if (isHeld(before.state()) && isHeld(after.state())) {
            finished(which, before, after, told);
        }
        if (before.state() == after.state()) {
            return;
        }
        switch (after.state()) {
            case QUIETING -> { }
            case DRAINING -> told.accept("allstop.server.quiet", which + " takes no more jobs, " + running(after));
            case DRAINED -> told.accept("allstop.server.stopped", which + " stopped");
            case RUNNING -> told.accept("allstop.server.resumed", which + " runs again");
            case SHUTDOWN -> told.accept("allstop.server.shutdown", which + " was shut down");
            case UNCONTROLLED -> told.accept("allstop.server.uncontrolled",
                    which + " is not under control: " + OneLine.of(after.error(), 200));
            default -> throw new IllegalStateException(after.state().name());
        }
    }

    private static void finished(String which, ServerReport before, ServerReport after,
                                 BiConsumer<String, String> told) {
        int left = after.jobsRunning();
        List<RunningJob> ended = before.running().stream()
                .filter(job -> after.running().stream().noneMatch(other -> isSame(job, other))).toList();
        ended.forEach(job -> told.accept("allstop.job.finished", which + " finished " + OneLine.of(job.job()) + " ("
                + OneLine.of(job.id()) + ") after " + Durations.format(job.elapsedMs())
                + (left == 0 ? "" : ", " + left + " left")));
    }

    private static String running(ServerReport server) {
        if (server.jobsRunning() == 0) {
            return "none running";
        }
        String named = String.join(", ", server.running().stream()
                .sorted(Comparator.comparingLong(RunningJob::elapsedMs).reversed()).limit(JOBS_NAMED)
                .map(job -> OneLine.of(job.job()) + " " + Durations.format(job.elapsedMs())).toList());
        int more = server.jobsRunning() - Math.min(JOBS_NAMED, server.running().size());
        return server.jobsRunning() + " running: " + named + (more > 0 ? " and " + more + " more" : "");
    }

    private static boolean isSame(RunningJob one, RunningJob other) {
        return one.id().equals(other.id()) && one.job().equals(other.job());
    }

    private static boolean isHeld(ServerState state) {
        return state == ServerState.QUIETING || state == ServerState.DRAINING || state == ServerState.DRAINED;
    }

    private static boolean isThere(NodeReport node) {
        return node.outcome() != MemberOutcome.LEFT && node.outcome() != MemberOutcome.LOST
                && node.outcome() != MemberOutcome.MISSING;
    }

    private static String name(NodeReport node) {
        return OneLine.of(node.status().name());
    }
}

package dev.allstop.core.report;

import dev.allstop.core.hold.Hold;
import java.util.List;
import java.util.Optional;

/**
 * What a report adds up to. With a hold only what it selects and covers is counted: a node started after it, or a
 * server that it does not select, is shown but has no part in the outcome.
 *
 * @param nodes           members that have a part in it, those never seen left out
 * @param servers         their job servers as last known
 * @param drained         servers with closed gate and nothing running, or shut down, on nodes that answer
 * @param draining        servers held but not drained yet
 * @param running         servers free to take jobs
 * @param uncontrolled    servers whose gate could not be closed
 * @param unreachable     nodes that did not acknowledge
 * @param lost            nodes that left or vanished before they had drained
 * @param jobsRunning     jobs running or committed, on unreachable nodes as last known
 * @param startedAfterAck jobs seen starting after the acknowledgement
 */
public record Counts(int nodes, int servers, int drained, int draining, int running, int uncontrolled, int unreachable,
                     int lost, int jobsRunning, long startedAfterAck) {

    /** Counts the nodes of a report. */
    public static Counts of(Report report) {
        return of(report.hold(), report.nodes());
    }

    static Counts of(Optional<Hold> hold, List<NodeReport> all) {
        int nodes = 0;
        int servers = 0;
        int[] byState = new int[ServerState.values().length];
        int unreachable = 0;
        int lost = 0;
        int jobs = 0;
        long late = 0;
        for (NodeReport node : all) {
            if (node.outcome() == MemberOutcome.MISSING || !hasPart(hold, node)) {
                continue;
            }
            nodes++;
            unreachable += node.outcome() == MemberOutcome.UNREACHABLE ? 1 : 0;
            lost += node.outcome() == MemberOutcome.LOST ? 1 : 0;
            for (ServerReport server : node.status().servers()) {
                if (!hasPart(hold, server)) {
                    continue;
                }
                servers++;
                late += server.startedAfterAck();
                if (answers(node)) {
                    byState[server.state().ordinal()]++;
                }
                if (mayRunJobs(node)) {
                    jobs += server.jobsRunning();
                }
            }
        }
        return new Counts(nodes, servers,
                byState[ServerState.DRAINED.ordinal()] + byState[ServerState.SHUTDOWN.ordinal()],
                byState[ServerState.DRAINING.ordinal()] + byState[ServerState.QUIETING.ordinal()],
                byState[ServerState.RUNNING.ordinal()], byState[ServerState.UNCONTROLLED.ordinal()],
                unreachable, lost, jobs, late);
    }

    /** Members that have a part in it and answer. */
    public int reached() {
        return nodes - unreachable - lost;
    }

    /** Whether the hold selects and covers anything of this node. */
    static boolean hasPart(Optional<Hold> hold, NodeReport node) {
        NodeStatus status = node.status();
        return hold.isEmpty() || !status.exempt().contains(hold.get().id())
                && hold.get().select().acceptsNode(status.name(), status.incarnation(), status.labels());
    }

    /** Whether the hold selects this server, on a node that has a part in it. */
    static boolean hasPart(Optional<Hold> hold, ServerReport server) {
        return hold.isEmpty() || hold.get().select().acceptsServer(server.kind(), server.name());
    }

    private static boolean answers(NodeReport node) {
        return node.outcome() != MemberOutcome.UNREACHABLE && node.outcome() != MemberOutcome.LOST;
    }

    private static boolean mayRunJobs(NodeReport node) {
        return node.outcome() != MemberOutcome.LEFT && node.outcome() != MemberOutcome.LOST;
    }
}

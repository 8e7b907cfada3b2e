package dev.allstop.core.fleet;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Missing;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What has become of some holds, judged from what is known of the members. A pure function: nodes that know the same
 * say the same, whoever asks and whenever.
 *
 * <p>Nothing is taken for success that a member has not said itself: to be drained it must have acknowledged every
 * hold that concerns it, and every selected server must say that it is drained.
 */
record Assessment(List<NodeReport> nodes, List<String> missing, List<String> extra, int expected, boolean pending,
                  Verdict verdict) {

    /**
     * @param patient whether a member that has not acknowledged yet still has time to
     * @param alone   why this node cannot see the others, empty when it can
     */
    static Assessment of(List<Hold> holds, List<MemberSight> members, Expectation expect, boolean patient, String alone) {
        List<NodeReport> nodes = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        boolean pending = false;
        boolean late = false;
        for (MemberSight member : members) {
            One one = new One(holds, member);
            if (one.absentWithoutPart()) {
                continue;
            }
            MemberOutcome outcome = one.outcome(patient);
            nodes.add(new NodeReport(member.status(), outcome, one.longest(member.status().acks()),
                    outcome == MemberOutcome.DRAINED || outcome == MemberOutcome.LEFT
                            ? one.longest(member.status().drained()) : -1));
            pending |= one.pending(outcome);
            late |= one.startedAfterAck();
            if (outcome != MemberOutcome.RUNNING) {
                seen.add(member.status().name());
            }
        }
        List<String> missing = missing(expect, seen);
        List<String> extra = expect.names().isEmpty() ? List.of()
                : seen.stream().filter(name -> !expect.names().contains(name)).toList();
        if (!alone.isEmpty()) {
            missing.add(Missing.restOfFleet(alone));
        }
        int expected = expect.count() > 0 ? expect.count() : expect.names().isEmpty() ? seen.size() : expect.names().size();
        return new Assessment(List.copyOf(nodes), missing, extra, expected, pending, verdict(nodes, missing, late));
    }

    private static List<String> missing(Expectation expect, List<String> seen) {
        List<String> missing = new ArrayList<>(expect.names());
        missing.removeAll(seen);
        if (expect.count() > seen.size()) {
            int more = expect.count() - seen.size();
            missing.add(more + (more == 1 ? " more node" : " more nodes"));
        }
        return missing;
    }

    /** The worst that is true of any part. */
    private static Verdict verdict(List<NodeReport> nodes, List<String> missing, boolean late) {
        if (late || any(nodes, MemberOutcome.UNCONTROLLED)) {
            return Verdict.UNCONTROLLED;
        }
        if (!missing.isEmpty() || any(nodes, MemberOutcome.LOST) || any(nodes, MemberOutcome.UNREACHABLE)) {
            return Verdict.INCOMPLETE;
        }
        return any(nodes, MemberOutcome.DRAINING) ? Verdict.NOT_DRAINED : Verdict.STOPPED;
    }

    private static boolean any(List<NodeReport> nodes, MemberOutcome outcome) {
        return nodes.stream().anyMatch(node -> node.outcome() == outcome);
    }

    /** One member and the holds that concern it. */
    private static final class One {

        private final MemberSight member;
        private final List<Hold> concerning;
        private final List<ServerReport> selected;

        One(List<Hold> holds, MemberSight member) {
            this.member = member;
            NodeStatus status = member.status();
            // a member that has not spoken is concerned until it says otherwise
            concerning = !member.spoken() ? holds : holds.stream()
                    .filter(hold -> !status.exempt().contains(hold.id())
                            && hold.select().acceptsNode(status.name(), status.incarnation(), status.labels())).toList();
            selected = status.servers().stream().filter(server -> concerning.stream()
                    .anyMatch(hold -> hold.select().acceptsServer(server.kind(), server.name()))).toList();
        }

        boolean absentWithoutPart() {
            return !member.present() && concerning.isEmpty();
        }

        MemberOutcome outcome(boolean patient) {
            if (concerning.isEmpty()) {
                return MemberOutcome.RUNNING;
            }
            if (!member.present()) {
                return drained() || member.left() ? MemberOutcome.LEFT : MemberOutcome.LOST;
            }
            // asked before the acknowledgement, which a node with such a server may never be able to give
            if (selected.stream().anyMatch(server -> server.state() == ServerState.UNCONTROLLED)) {
                return MemberOutcome.UNCONTROLLED;
            }
            if (!acknowledged()) {
                return patient || member.obeying() ? MemberOutcome.DRAINING : MemberOutcome.UNREACHABLE;
            }
            return drained() ? MemberOutcome.DRAINED : MemberOutcome.DRAINING;
        }

        /** Whether waiting for it can still change something; what has vanished is not waited for. */
        boolean pending(MemberOutcome outcome) {
            return outcome == MemberOutcome.DRAINING || outcome == MemberOutcome.UNREACHABLE
                    || outcome == MemberOutcome.UNCONTROLLED && selected.stream().anyMatch(
                            server -> !ended(server) && server.state() != ServerState.UNCONTROLLED);
        }

        boolean startedAfterAck() {
            return selected.stream().anyMatch(server -> server.startedAfterAck() > 0);
        }

        long longest(Map<String, Long> moments) {
            return concerning.stream().mapToLong(hold -> moments.getOrDefault(hold.id(), -1L)).max().orElse(-1);
        }

        private boolean acknowledged() {
            return member.spoken()
                    && concerning.stream().allMatch(hold -> member.status().acks().containsKey(hold.id()));
        }

        private boolean drained() {
            return acknowledged() && (selected.isEmpty() || selected.stream().allMatch(One::ended)
                    && concerning.stream().allMatch(hold -> member.status().drained().containsKey(hold.id())));
        }

        private static boolean ended(ServerReport server) {
            return server.state() == ServerState.DRAINED || server.state() == ServerState.SHUTDOWN;
        }
    }
}

package dev.allstop.core.management;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangesTest {

    @Test
    void nothing_happened() {
        assertThat(between(look(one(ServerState.RUNNING, job("a", 5))), look(one(ServerState.RUNNING, job("b", 9)))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"RUNNING,DRAINED,server.stopped: web-1 quartz/orders stopped",
        "DRAINING,DRAINED,server.stopped: web-1 quartz/orders stopped",
        "DRAINED,RUNNING,server.resumed: web-1 quartz/orders runs again",
        "DRAINED,SHUTDOWN,server.shutdown: web-1 quartz/orders was shut down",
        "RUNNING,UNCONTROLLED,server.uncontrolled: web-1 quartz/orders is not under control: no such method: fetch"})
    void a_server_changed_its_state(ServerState before, ServerState after, String told) {
        assertThat(between(look(one(before)), look(one(after)))).containsExactly("allstop." + told);
    }

    @Test
    void a_server_takes_no_more_jobs_and_says_what_it_waits_for() {
        assertThat(between(look(one(ServerState.RUNNING)), look(one(ServerState.DRAINING, job("a", 1_000),
                job("b", 12_000), job("c", 3_000), job("d", 10))))).containsExactly(
                "allstop.server.quiet: web-1 quartz/orders takes no more jobs, 4 running: b 12s, c 3s, a 1s and 1 more");
    }

    @Test
    void jobs_finish_while_it_drains() {
        assertThat(between(look(one(ServerState.DRAINING, job("a", 1_000), job("b", 12_000))),
                look(one(ServerState.DRAINING, job("b", 13_000))))).containsExactly(
                "allstop.job.finished: web-1 quartz/orders finished a (a-1) after 1s, 1 left");
        assertThat(between(look(one(ServerState.DRAINING, job("b", 12_000))), look(one(ServerState.DRAINED))))
                .containsExactly("allstop.job.finished: web-1 quartz/orders finished b (b-1) after 12s",
                        "allstop.server.stopped: web-1 quartz/orders stopped");
    }

    @Test
    void what_ended_before_the_stop_is_not_told_as_ended_by_it() {
        assertThat(between(look(one(ServerState.RUNNING, job("a", 1_000))), look(one(ServerState.DRAINED))))
                .containsExactly("allstop.server.stopped: web-1 quartz/orders stopped");
    }

    @Test
    void holds_come_and_go() {
        Changes.Look before = new Changes.Look(report(null, null, 0), List.of(hold("h1", "")));
        Changes.Look after = new Changes.Look(report(null, null, 0), List.of(hold("h2", "kind=quartz")));

        assertThat(between(before, after)).containsExactly(
                "allstop.hold.placed: hold h2 by root@ops: deploy 42, select kind=quartz",
                "allstop.hold.released: hold h1 ended");
    }

    @Test
    void nodes_come_and_go() {
        NodeReport there = node("web-1", MemberOutcome.DRAINING);

        assertThat(between(look(), look(there))).containsExactly("allstop.node.joined: web-1 joined with 0 job servers");
        assertThat(between(look(there), look())).containsExactly("allstop.node.left: web-1 left");
        assertThat(between(look(there), look(node("web-1", MemberOutcome.LEFT))))
                .containsExactly("allstop.node.left: web-1 left after it had drained");
        assertThat(between(look(there), look(node("web-1", MemberOutcome.LOST))))
                .containsExactly("allstop.node.lost: web-1 was lost before it had drained");
        assertThat(between(look(there), look(node("web-1", MemberOutcome.UNREACHABLE))))
                .containsExactly("allstop.node.unreachable: web-1 does not acknowledge");
        assertThat(between(look(node("web-1", MemberOutcome.UNREACHABLE)), look(there)))
                .containsExactly("allstop.node.back: web-1 answers again");
        assertThat(between(look(node("web-1", MemberOutcome.LOST)), look())).isEmpty();
    }

    @Test
    void servers_come_and_go() {
        assertThat(between(look(node("web-1", MemberOutcome.RUNNING)), look(one(ServerState.RUNNING))))
                .containsExactly("allstop.server.appeared: web-1 quartz/orders appeared");
        assertThat(between(look(one(ServerState.RUNNING)), look(node("web-1", MemberOutcome.RUNNING))))
                .containsExactly("allstop.server.gone: web-1 quartz/orders is gone");
    }

    private static NodeReport one(ServerState state, RunningJob... jobs) {
        return node("web-1", MemberOutcome.RUNNING, server("quartz", "orders", state, jobs));
    }

    private static Changes.Look look(NodeReport... nodes) {
        return new Changes.Look(report(null, null, 0, nodes), List.<Hold>of());
    }

    private static List<String> between(Changes.Look before, Changes.Look after) {
        List<String> told = new ArrayList<>();
        Changes.between(before, after, (type, sentence) -> told.add(type + ": " + sentence));
        assertThat(told).allSatisfy(line -> assertThat(Changes.TYPES).contains(line.substring(0, line.indexOf(':'))));
        return told;
    }
}

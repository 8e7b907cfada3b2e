package dev.allstop.core.report;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    private static final NodeReport DRAINED = node("web-1", MemberOutcome.DRAINED,
            server("quartz", "orders", ServerState.DRAINED), server("jobrunr", "mail", ServerState.SHUTDOWN));
    private static final NodeReport DRAINING = node("web-2", MemberOutcome.DRAINING,
            server("quartz", "orders", ServerState.DRAINING, job("invoice", 12_000), job("mail", 1_200)));

    @Test
    void given_all_drained_then_stopped() {
        assertThat(report(Verdict.STOPPED, hold("h1", ""), 3_800, DRAINED,
                node("web-2", MemberOutcome.LEFT, server("quartz", "orders", ServerState.DRAINED))).headline())
                .isEqualTo("STOPPED 3/3 servers on 2/2 nodes in 3.8s");
    }

    @Test
    void given_the_deadline_has_passed_then_not_drained_within_it() {
        assertThat(report(Verdict.NOT_DRAINED, hold("h1", ""), 30_012, DRAINED, DRAINING).headline())
                .isEqualTo("NOT DRAINED within 30s: 2/3 servers stopped on 2/2 nodes, 2 jobs running");
    }

    @Test
    void given_time_is_left_then_not_drained_so_far() {
        assertThat(report(Verdict.NOT_DRAINED, hold("h1", ""), 1_500, DRAINED, DRAINING).headline())
                .isEqualTo("NOT DRAINED after 1.5s: 2/3 servers stopped on 2/2 nodes, 2 jobs running");
    }

    @Test
    void given_absent_members_then_they_are_named_and_not_counted_as_reached() {
        Report report = Report.of(Optional.of(Verdict.INCOMPLETE), Optional.of(hold("h1", "")), Optional.empty(), 5,
                List.of("web-5"), List.of(), List.of(DRAINED,
                        node("web-3", MemberOutcome.UNREACHABLE, server("quartz", "x", ServerState.DRAINED)),
                        node("web-4", MemberOutcome.LOST, server("quartz", "x", ServerState.DRAINED))), 5_000);

        assertThat(report.headline()).isEqualTo(
                "INCOMPLETE after 5s: 2/4 servers stopped on 1/5 nodes, unreachable web-3, lost web-4, missing web-5");
    }

    @Test
    void given_many_absent_members_then_the_line_stays_short() {
        Report report = Report.of(Optional.of(Verdict.INCOMPLETE), Optional.of(hold("h1", "")), Optional.empty(), 9,
                List.of("a", "b", "c", "d", "e"), List.of(), List.of(DRAINED), 5_000);

        assertThat(report.headline()).endsWith("on 1/9 nodes, missing a b c and 2 more");
    }

    @Test
    void given_a_server_out_of_control_or_a_late_start_then_it_says_which_of_them() {
        assertThat(report(Verdict.UNCONTROLLED, hold("h1", ""), 100, DRAINED,
                node("web-2", MemberOutcome.UNCONTROLLED, server("quartz", "x", ServerState.UNCONTROLLED))).headline())
                .isEqualTo("UNCONTROLLED after 0.1s: 2/3 servers stopped on 2/2 nodes, 1 server not under control");
        ServerReport late = new ServerReport("quartz", "x", "quartz 2", ServerState.DRAINED, "RUNNING", List.of(), 0, 9,
                2, 0, 0, 0, 0, "");
        assertThat(report(Verdict.UNCONTROLLED, hold("h1", ""), 100, node("web-1", MemberOutcome.DRAINED, late))
                .headline()).endsWith("2 jobs started after the acknowledgement");
    }

    @Test
    void given_nothing_is_held_then_it_says_what_runs() {
        assertThat(report(null, null, 0, node("web-1", MemberOutcome.RUNNING,
                server("quartz", "orders", ServerState.RUNNING, job("invoice", 5)))).headline())
                .isEqualTo("RUNNING 1 server on 1 node, 1 job running");
        assertThat(report(null, null, 0, node("web-1", MemberOutcome.RUNNING)).headline())
                .isEqualTo("NO JOB SERVER on 1 node");
    }

    @Test
    void given_a_plan_then_it_does_not_sound_like_a_deed() {
        assertThat(report(null, hold("h1", ""), 0, DRAINING).headline())
                .isEqualTo("WOULD STOP 1 server on 1 node, 2 jobs running");
    }

    @Test
    void given_a_resume_then_it_counts_what_came_back() {
        assertThat(report(Verdict.RESUMED, null, 100, node("web-1", MemberOutcome.RUNNING,
                server("quartz", "a", ServerState.RUNNING), server("quartz", "b", ServerState.DRAINED))).headline())
                .isEqualTo("RESUMED 1/2 servers on 1/1 nodes in 0.1s");
    }

    @Test
    void given_an_order_only_then_not_being_drained_is_no_failure() {
        Report started = report(Verdict.NOT_DRAINED, hold("h1", ""), 20, DRAINED, DRAINING);

        assertThat(started.asRequested().headline())
                .isEqualTo("REQUESTED: 2/3 servers stopped on 2/2 nodes, 2 jobs running");
        assertThat(started.asQuiet().headline()).isEqualTo("QUIET 3/3 servers on 2/2 nodes in 20ms, 2 jobs running");
        assertThat(report(Verdict.STOPPED, hold("h1", ""), 20, DRAINED).asRequested().headline())
                .isEqualTo("STOPPED 2/2 servers on 1/1 nodes in 20ms");
    }

    @Test
    void given_a_selector_then_only_what_it_selects_is_counted() {
        assertThat(report(Verdict.STOPPED, hold("h1", "kind=jobrunr"), 20, DRAINED, DRAINING).headline())
                .isEqualTo("STOPPED 1/1 servers on 2/2 nodes in 20ms");
    }

    @Test
    void given_a_node_that_started_after_the_hold_then_it_is_not_counted() {
        NodeStatus newer = new NodeStatus("i", 1, "web-9", "h", 1, "1", java.util.Map.of(), java.util.Map.of(),
                java.util.Map.of(), List.of("h1"), List.of(server("quartz", "orders", ServerState.RUNNING)));
        Report report = Report.of(Optional.of(Verdict.STOPPED), Optional.of(hold("h1", "")), Optional.empty(), 1,
                List.of(), List.of(), List.of(DRAINED, new NodeReport(newer, MemberOutcome.RUNNING, -1, -1)), 20);

        assertThat(report.headline()).isEqualTo("STOPPED 2/2 servers on 1/1 nodes in 20ms");
    }
}

package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.Reports;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a report may say, from what is known of the members. */
class AssessmentTest {

    private static final Hold ALL = Reports.hold("all", "");
    private static final Hold QUARTZ = Reports.hold("quartz", "kind=quartz");
    private static final ServerReport DRAINED = Reports.server("quartz", "orders", ServerState.DRAINED);
    private static final ServerReport BUSY = Reports.server("quartz", "orders", ServerState.DRAINING,
            Reports.job("import", 1_000));

    // ---- members, as this node may know them

    private static NodeStatus status(String name, List<Hold> acknowledged, List<Hold> drained, ServerReport... servers) {
        return new NodeStatus("incarnation-of-" + name, 1, name, "host", 1, "1.0.0", Map.of("color", "blue"),
                moments(acknowledged, 7), moments(drained, 90), List.of(), List.of(servers));
    }

    private static Map<String, Long> moments(List<Hold> holds, long firstMs) {
        Map<String, Long> moments = new HashMap<>();
        holds.forEach(hold -> moments.put(hold.id(), firstMs + moments.size()));
        return moments;
    }

    private static MemberSight there(NodeStatus status) {
        return new MemberSight(status, true, true, false);
    }

    private static MemberSight gone(NodeStatus status) {
        return new MemberSight(status, true, false, false);
    }

    private static MemberSight drained(String name) {
        return there(status(name, List.of(ALL), List.of(ALL), DRAINED));
    }

    private static MemberSight draining(String name) {
        return there(status(name, List.of(ALL), List.of(), BUSY));
    }

    private static MemberSight silent(String name) {
        return there(status(name, List.of(), List.of(), Reports.server("quartz", "orders", ServerState.RUNNING)));
    }

    private static MemberSight neverHeard(String name) {
        return new MemberSight(status(name, List.of(), List.of()), false, true, false);
    }

    private static Assessment of(MemberSight... members) {
        return Assessment.of(List.of(ALL), List.of(members), Expectation.NONE, false, "");
    }

    private static List<MemberOutcome> outcomes(Assessment assessment) {
        return assessment.nodes().stream().map(NodeReport::outcome).toList();
    }

    // ---- drained

    @Test
    void given_all_acknowledged_and_drained_then_stopped_and_nothing_is_waited_for() {
        Assessment assessment = of(drained("web-1"), drained("web-2"));

        assertThat(assessment.verdict()).isEqualTo(Verdict.STOPPED);
        assertThat(assessment.pending()).isFalse();
        assertThat(assessment.expected()).isEqualTo(2);
        assertThat(assessment.nodes()).allMatch(node -> node.ackMs() == 7 && node.drainedMs() == 90);
    }

    @Test
    void given_one_still_runs_a_job_then_not_drained_and_it_is_waited_for() {
        Assessment assessment = of(drained("web-1"), draining("web-2"));

        assertThat(outcomes(assessment)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.DRAINING);
        assertThat(assessment.verdict()).isEqualTo(Verdict.NOT_DRAINED);
        assertThat(assessment.pending()).isTrue();
        assertThat(assessment.nodes().get(1).drainedMs()).isEqualTo(-1);
    }

    @ParameterizedTest
    @EnumSource(value = ServerState.class, names = {"DRAINED", "SHUTDOWN", "UNCONTROLLED"}, mode = EnumSource.Mode.EXCLUDE)
    void given_a_drained_moment_but_a_server_in_another_state_then_the_member_is_not_drained(ServerState state) {
        MemberSight member = there(status("web-1", List.of(ALL), List.of(ALL), Reports.server("quartz", "a", state)));

        assertThat(of(member).verdict()).isEqualTo(Verdict.NOT_DRAINED);
    }

    @Test
    void given_servers_look_drained_but_the_member_never_said_so_of_this_hold_then_it_is_not_drained() {
        MemberSight member = there(status("web-1", List.of(ALL), List.of(), DRAINED));

        assertThat(of(member).verdict()).isEqualTo(Verdict.NOT_DRAINED);
    }

    @Test
    void given_servers_look_drained_but_nothing_was_acknowledged_then_it_is_not_drained() {
        MemberSight member = there(status("web-1", List.of(), List.of(ALL), DRAINED));

        assertThat(of(member).verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void given_two_holds_then_both_must_be_acknowledged_and_the_later_moments_count() {
        NodeStatus half = status("web-1", List.of(ALL), List.of(ALL), DRAINED);
        NodeStatus whole = status("web-1", List.of(ALL, QUARTZ), List.of(ALL, QUARTZ), DRAINED);

        assertThat(Assessment.of(List.of(ALL, QUARTZ), List.of(there(half)), Expectation.NONE, false, "").verdict())
                .isEqualTo(Verdict.INCOMPLETE);
        Assessment assessment = Assessment.of(List.of(ALL, QUARTZ), List.of(there(whole)), Expectation.NONE, false, "");
        assertThat(assessment.verdict()).isEqualTo(Verdict.STOPPED);
        assertThat(assessment.nodes().get(0).ackMs()).isEqualTo(8);
        assertThat(assessment.nodes().get(0).drainedMs()).isEqualTo(91);
    }

    @Test
    void given_a_server_that_the_hold_does_not_select_then_what_runs_there_does_not_matter() {
        MemberSight member = there(status("web-1", List.of(QUARTZ), List.of(QUARTZ), DRAINED,
                Reports.server("jobrunr", "mail", ServerState.RUNNING, Reports.job("mail", 10))));

        assertThat(Assessment.of(List.of(QUARTZ), List.of(member), Expectation.NONE, false, "").verdict())
                .isEqualTo(Verdict.STOPPED);
    }

    // ---- members that say nothing

    @Test
    void given_a_silent_member_and_time_left_then_it_is_draining_later_unreachable_and_waited_for_all_the_while() {
        Assessment patient = Assessment.of(List.of(ALL), List.of(drained("web-1"), silent("web-2")), Expectation.NONE,
                true, "");
        Assessment impatient = of(drained("web-1"), silent("web-2"));

        assertThat(outcomes(patient)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.DRAINING);
        assertThat(patient.verdict()).isEqualTo(Verdict.NOT_DRAINED);
        assertThat(outcomes(impatient)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.UNREACHABLE);
        assertThat(impatient.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(List.of(patient.pending(), impatient.pending())).containsOnly(true);
    }

    @Test
    void given_a_member_that_answers_but_whose_gate_is_still_closing_then_it_is_never_called_unreachable() {
        MemberSight closing = there(status("web-2", List.of(), List.of(),
                Reports.server("quartz", "orders", ServerState.QUIETING))).asObeying();

        Assessment assessment = of(drained("web-1"), closing);

        assertThat(outcomes(assessment)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.DRAINING);
        assertThat(assessment.nodes().get(1).ackMs()).isEqualTo(-1);
        assertThat(assessment.verdict()).isEqualTo(Verdict.NOT_DRAINED);
        assertThat(assessment.pending()).isTrue();
    }

    @Test
    void given_a_member_that_never_said_who_it_is_then_every_hold_concerns_it_whatever_it_selects() {
        Assessment assessment = Assessment.of(List.of(QUARTZ), List.of(drained("web-1"), neverHeard("web-2")),
                Expectation.NONE, false, "");

        assertThat(outcomes(assessment)).contains(MemberOutcome.UNREACHABLE);
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    // ---- members that are gone

    @Test
    void given_a_member_is_gone_after_it_had_drained_then_it_left_and_the_stop_is_complete() {
        Assessment assessment = of(drained("web-1"), gone(status("web-2", List.of(ALL), List.of(ALL), DRAINED)));

        assertThat(outcomes(assessment)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.LEFT);
        assertThat(assessment.verdict()).isEqualTo(Verdict.STOPPED);
    }

    @Test
    void given_a_member_is_gone_before_it_had_drained_then_it_is_lost_and_not_waited_for() {
        Assessment assessment = of(drained("web-1"), gone(status("web-2", List.of(ALL), List.of(), BUSY)));

        assertThat(outcomes(assessment)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.LOST);
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(assessment.pending()).isFalse();
    }

    @Test
    void given_only_others_know_that_a_gone_member_had_drained_then_it_left() {
        MemberSight knownByName = new MemberSight(status("web-2", List.of(), List.of()), false, false, true);

        assertThat(outcomes(of(drained("web-1"), knownByName))).containsExactly(MemberOutcome.DRAINED, MemberOutcome.LEFT);
    }

    @Test
    void given_a_member_is_gone_that_no_hold_concerns_then_it_is_not_in_the_report() {
        MemberSight green = gone(status("web-2", List.of(), List.of(), BUSY));
        Hold red = Reports.hold("red", "color=red");

        assertThat(Assessment.of(List.of(red), List.of(green), Expectation.NONE, false, "").nodes()).isEmpty();
    }

    // ---- members that run on

    @Test
    void given_a_member_was_started_after_the_hold_then_it_runs_and_does_not_count() {
        NodeStatus fresh = status("web-2", List.of(), List.of(), BUSY);
        MemberSight exempt = there(new NodeStatus(fresh.incarnation(), 1, "web-2", "host", 1, "1.0.0", Map.of(), Map.of(),
                Map.of(), List.of(ALL.id()), fresh.servers()));

        Assessment assessment = of(drained("web-1"), exempt);

        assertThat(outcomes(assessment)).containsExactly(MemberOutcome.DRAINED, MemberOutcome.RUNNING);
        assertThat(assessment.verdict()).isEqualTo(Verdict.STOPPED);
        assertThat(assessment.expected()).isOne();
    }

    @Test
    void given_a_member_without_job_servers_then_it_counts_once_it_has_acknowledged() {
        assertThat(of(drained("web-1"), there(status("web-2", List.of(ALL), List.of()))).verdict())
                .isEqualTo(Verdict.STOPPED);
        assertThat(of(drained("web-1"), there(status("web-2", List.of(), List.of()))).verdict())
                .isEqualTo(Verdict.INCOMPLETE);
    }

    // ---- what is worse than late

    @Test
    void given_a_server_out_of_control_then_no_other_outcome_hides_it() {
        MemberSight uncontrolled = there(status("web-2", List.of(), List.of(), BUSY,
                Reports.server("jobrunr", "mail", ServerState.UNCONTROLLED)));

        Assessment assessment = of(silent("web-1"), uncontrolled, gone(status("web-3", List.of(), List.of(), BUSY)));

        assertThat(assessment.verdict()).isEqualTo(Verdict.UNCONTROLLED);
        assertThat(outcomes(assessment)).contains(MemberOutcome.UNCONTROLLED);
    }

    @Test
    void given_only_servers_out_of_control_are_left_then_nothing_is_waited_for() {
        MemberSight stuck = there(status("web-1", List.of(), List.of(), DRAINED,
                Reports.server("jobrunr", "mail", ServerState.UNCONTROLLED)));
        MemberSight busyToo = there(status("web-1", List.of(), List.of(), BUSY,
                Reports.server("jobrunr", "mail", ServerState.UNCONTROLLED)));

        assertThat(of(stuck).pending()).isFalse();
        assertThat(of(busyToo).pending()).isTrue();
    }

    @Test
    void given_a_job_was_seen_starting_after_the_acknowledgement_then_the_stop_is_no_success() {
        ServerReport late = new ServerReport("quartz", "orders", "quartz 2", ServerState.DRAINED, "RUNNING",
                List.<RunningJob>of(), 0, 9, 1, 0, 0, 0, 0, "");

        assertThat(of(there(status("web-1", List.of(ALL), List.of(ALL), late))).verdict()).isEqualTo(Verdict.UNCONTROLLED);
    }

    // ---- who is expected

    @Test
    void given_a_number_is_expected_then_those_that_are_short_are_missing_by_number() {
        Assessment one = Assessment.of(List.of(ALL), List.of(drained("web-1")), new Expectation(2, List.of()), false, "");
        Assessment two = Assessment.of(List.of(ALL), List.of(drained("web-1")), new Expectation(3, List.of()), false, "");

        assertThat(one.missing()).containsExactly("1 more node");
        assertThat(two.missing()).containsExactly("2 more nodes");
        assertThat(two.expected()).isEqualTo(3);
        assertThat(two.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void given_names_are_expected_then_absent_ones_are_missing_and_others_extra() {
        Assessment assessment = Assessment.of(List.of(ALL), List.of(drained("web-1"), drained("web-9")),
                new Expectation(0, List.of("web-1", "web-2")), false, "");

        assertThat(assessment.missing()).containsExactly("web-2");
        assertThat(assessment.extra()).containsExactly("web-9");
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }

    @Test
    void given_an_expected_node_is_there_but_was_started_after_the_hold_then_it_is_missing_still() {
        MemberSight exempt = there(new NodeStatus("i", 1, "web-2", "host", 1, "1.0.0", Map.of(), Map.of(), Map.of(),
                List.of(ALL.id()), List.of(BUSY)));

        Assessment assessment = Assessment.of(List.of(ALL), List.of(drained("web-1"), exempt),
                new Expectation(0, List.of("web-1", "web-2")), false, "");

        assertThat(assessment.missing()).containsExactly("web-2");
    }

    @Test
    void given_this_node_has_not_joined_then_the_rest_of_the_fleet_is_missing_however_well_it_stands_itself() {
        Assessment assessment = Assessment.of(List.of(ALL), List.of(drained("web-1")), Expectation.NONE, false,
                "address already in use");

        assertThat(assessment.missing()).singleElement().asString().contains("address already in use");
        assertThat(assessment.verdict()).isEqualTo(Verdict.INCOMPLETE);
    }
}

package dev.allstop.core.report;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportTableTest {

    @Test
    void shows_one_row_per_server_then_who_holds_it_up_then_the_hold() {
        RunningJob stuck = new RunningJob("invoice", "42", "worker-3", Reports.NOON, 125_000,
                List.of("com.example.Invoice.run(Invoice.java:42)", "java.lang.Thread.run(Thread.java:840)"));
        Report report = report(Verdict.NOT_DRAINED, hold("h1", ""), 30_000,
                node("web-2", MemberOutcome.DRAINING,
                        server("jobrunr", "mail", ServerState.DRAINING, job("mail", 1_200), stuck)),
                node("web-1", MemberOutcome.DRAINED, server("quartz", "orders", ServerState.DRAINED)));

        assertThat(ReportTable.text(report)).isEqualTo("""
                NOT DRAINED within 30s: 1/2 servers stopped on 2/2 nodes, 2 jobs running

                NODE   KIND     NAME    STATE     JOBS  RUNNING
                web-1  quartz   orders  DRAINED   0
                web-2  jobrunr  mail    DRAINING  2     invoice 2m 5s, mail 1.2s

                waiting for web-2 jobrunr/mail: invoice (42), running for 2m 5s in thread worker-3
                    at com.example.Invoice.run(Invoice.java:42)
                    at java.lang.Thread.run(Thread.java:840)
                waiting for web-2 jobrunr/mail: mail (mail-1), running for 1.2s in thread worker-3

                hold h1 since 2026-11-23T12:00:00Z by root@ops: deploy 42""");
    }

    @Test
    void names_absent_nodes_and_says_what_that_means() {
        Report report = Report.of(Optional.of(Verdict.INCOMPLETE), Optional.of(hold("h1", "kind=quartz")),
                Optional.of(Reports.NOON), 3, List.of("web-3"), List.of("web-7"), List.of(
                        node("web-1", MemberOutcome.UNREACHABLE, server("quartz", "orders", ServerState.RUNNING)),
                        node("web-2", MemberOutcome.LOST)), 30_000);

        assertThat(ReportTable.rows(report)).containsExactly(
                "NODE   KIND    NAME    STATE                      JOBS  RUNNING",
                "web-1  quartz  orders  UNREACHABLE (was RUNNING)  0",
                "web-2  -       -       LOST                       -",
                "web-3  -       -       MISSING                    -",
                "",
                "web-1 did not acknowledge: its jobs may still run and start",
                "web-2 left before it had drained: what ran there is lost or still running",
                "web-3 expected, never seen",
                "web-7 was not expected",
                "hold h1 since 2026-11-23T12:00:00Z by root@ops: deploy 42, select kind=quartz, lease until "
                        + "2026-11-23T12:00:00Z");
    }

    @Test
    void given_a_node_that_has_not_joined_then_the_rest_of_the_fleet_is_named_whole_and_the_reason_has_its_own_line() {
        Report report = Report.of(Optional.of(Verdict.INCOMPLETE), Optional.of(hold("h1", "")), Optional.empty(), 1,
                List.of(Missing.restOfFleet("this node has not looked for the others yet"), "2 more nodes"), List.of(),
                List.of(node("web-1", MemberOutcome.DRAINED, server("quartz", "orders", ServerState.DRAINED))), 5_000);

        assertThat(report.headline()).endsWith(" nodes, missing rest of the fleet, 2 more nodes");
        assertThat(ReportTable.rows(report)).contains(
                "rest of the fleet  -       -       MISSING  -",
                "rest of the fleet, which this node has not joined: this node has not looked for the others yet",
                "2 more nodes expected, never seen");
    }

    @Test
    void says_what_is_wrong_with_a_server() {
        ServerReport late = new ServerReport("quartz", "orders", "quartz 2", ServerState.DRAINED, "RUNNING", List.of(), 0,
                9, 2, 0, 1, 2, 3, "");
        Report report = report(Verdict.UNCONTROLLED, null, 10, node("web-1", MemberOutcome.UNCONTROLLED, late,
                server("jobrunr", "mail", ServerState.UNCONTROLLED)));

        assertThat(ReportTable.rows(report)).contains(
                "web-1 quartz/orders: 2 jobs started after the acknowledgement; do not rely on this stop",
                "web-1 quartz/orders: 1 cancelled, 2 interrupted, 3 given back",
                "web-1 jobrunr/mail: no such method: fetch");
    }

    @Test
    void stays_readable_with_many_jobs() {
        RunningJob[] jobs = new RunningJob[50];
        for (int at = 0; at < jobs.length; at++) {
            jobs[at] = job("job" + at, at * 1_000L);
        }
        ServerReport busy = new ServerReport("quartz", "orders", "quartz 2", ServerState.DRAINING, "RUNNING", List.of(jobs),
                1_000, 0, 9_000, 0, 0, 0, 0, 0, "");

        List<String> rows = ReportTable.rows(report(Verdict.NOT_DRAINED, hold("h1", ""), 10,
                node("web-1", MemberOutcome.DRAINING, busy)));

        assertThat(rows).contains("web-1  quartz  orders  DRAINING  1050  job49 49s, job48 48s, job47 47s, and 1047 more",
                "and 1030 more jobs").hasSize(26);
    }

    @Test
    void given_hostile_names_then_the_table_and_the_terminal_are_unharmed() {
        Report report = report(Verdict.NOT_DRAINED, hold("h1", ""), 10, node("web\n1", MemberOutcome.DRAINING,
                server("quartz", "\u001b[31mred", ServerState.DRAINING, job("a\r\nb\u202e" + "x".repeat(500), 5))));

        assertThat(ReportTable.rows(report)).allSatisfy(row -> assertThat(row)
                .doesNotContainPattern("[\\p{Cc}\\u202e]").hasSizeLessThan(200));
        assertThat(ReportTable.rows(report).get(1)).startsWith("web?1  quartz  ?[31mred  DRAINING  1     a??b?xxx");
    }

    @Test
    void given_nobody_then_there_is_no_table() {
        assertThat(ReportTable.text(report(null, null, 0))).isEqualTo("NO JOB SERVER on 0 nodes");
    }

    @Test
    void given_many_orders_then_the_last_ten_are_shown_and_the_others_counted() {
        List<TrailEntry> trail = IntStream.rangeClosed(1, 100).mapToObj(order -> new TrailEntry("resumeAll", "h" + order,
                "ann", "web-1", "", "", Reports.NOON, "")).toList();

        String text = ReportTable.text(report(null, null, 0), trail);

        assertThat(text).contains("the last 10 of 100 orders:\nWHEN ").contains(" h91 ", " h100 ").doesNotContain(" h90 ");
    }

    @Test
    void lists_the_jobs_of_one_server() {
        ServerReport server = new ServerReport("quartz", "orders", "quartz 2", ServerState.RUNNING, "",
                List.of(job("mail", 1_200), new RunningJob("invoice", "42", "", Reports.NOON, 0, List.of())), 1, 9, 0, 0,
                0, 0, 0, "");

        assertThat(ReportTable.jobs("web-1", server)).isEqualTo("""
                2 jobs running in quartz/orders on web-1, 1 accepted, waiting inside the library

                JOB      ID      AGE              THREAD
                mail     mail-1  1.2s             worker-3
                invoice  42      not started yet""");
        assertThat(ReportTable.jobs("web-1", server("quartz", "orders", ServerState.DRAINED)))
                .isEqualTo("0 jobs running in quartz/orders on web-1");
    }
}

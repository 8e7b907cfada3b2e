package dev.allstop.core.report;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

    @Test
    void writes_every_key_of_the_contract_in_its_order_on_one_line() {
        Hold hold = new Hold("h1", Selector.parse("kind=quartz&node!=web-9"), true, "deploy \"42\"", "root@ops", "web-1",
                Reports.NOON, Duration.ofSeconds(30), Optional.of(Duration.ofMinutes(5)), OnDeadline.GIVEBACK);
        ServerReport server = new ServerReport("quartz", "orders", "quartz 2.5.2", ServerState.DRAINING, "RUNNING",
                List.of(new RunningJob("invoice", "42", "worker-3", Reports.NOON, 12_345,
                        List.of("com.example.Invoice.run(Invoice.java:42)")),
                        new RunningJob("mail", "43", "", Reports.NOON, 0, List.of())),
                1, 100, 2, 3, 4, 5, 6, "");
        Report report = Report.of(Optional.of(Verdict.NOT_DRAINED), Optional.of(hold),
                Optional.of(Reports.NOON.plusSeconds(300)), 2, List.of("web-2"), List.of("web-3"),
                List.of(node("web-1", MemberOutcome.DRAINING, server)), 30_000);

        assertThat(ReportJson.of(report)).isEqualTo("{\"verdict\":\"NOT_DRAINED\",\"hold\":{\"id\":\"h1\","
                + "\"reason\":\"deploy \\\"42\\\"\",\"by\":\"root@ops\",\"issuedAt\":\"2026-11-23T12:00:00Z\","
                + "\"deadlineAt\":\"2026-11-23T12:00:30Z\",\"leaseUntil\":\"2026-11-23T12:05:00Z\","
                + "\"select\":\"kind=quartz&node!=web-9\",\"sticky\":true,\"onDeadline\":\"giveback\"},"
                + "\"expected\":{\"count\":2,\"missing\":[\"web-2\"],\"extra\":[\"web-3\"]},"
                + "\"counts\":{\"nodes\":1,\"servers\":1,\"drained\":0,\"draining\":1,\"uncontrolled\":0,"
                + "\"unreachable\":0,\"lost\":0,\"jobsRunning\":3,\"startedAfterAck\":2},"
                + "\"nodes\":[{\"name\":\"web-1\",\"host\":\"host-of-web-1\",\"pid\":4711,\"labels\":{\"color\":\"blue\"},"
                + "\"state\":\"DRAINING\",\"ackMs\":12,\"drainedMs\":null,\"startedAfterAck\":2,"
                + "\"servers\":[{\"kind\":\"quartz\",\"name\":\"orders\",\"library\":\"quartz 2.5.2\","
                + "\"state\":\"DRAINING\",\"stateBefore\":\"RUNNING\",\"running\":[{\"job\":\"invoice\",\"id\":\"42\","
                + "\"thread\":\"worker-3\",\"startedAt\":\"2026-11-23T12:00:00Z\",\"elapsedMs\":12345,"
                + "\"stack\":[\"com.example.Invoice.run(Invoice.java:42)\"]},"
                + "{\"job\":\"mail\",\"id\":\"43\",\"thread\":null,\"startedAt\":\"2026-11-23T12:00:00Z\","
                + "\"elapsedMs\":0,\"stack\":[]}],\"accepted\":1,\"finishedDuringDrain\":3,\"cancelled\":4,"
                + "\"interrupted\":5,\"givenBack\":6,\"error\":null}]}],\"elapsedMs\":30000,"
                + "\"headline\":\"NOT DRAINED within 30s: 0/1 servers stopped on 1/2 nodes, 3 jobs running\"}");
    }

    @Test
    void writes_null_for_what_is_not() {
        assertThat(ReportJson.of(report(null, null, 0, node("web-1", MemberOutcome.UNREACHABLE,
                server("quartz", "orders", ServerState.UNCONTROLLED)))))
                .startsWith("{\"verdict\":null,\"hold\":null,")
                .contains("\"ackMs\":null,\"drainedMs\":null", "\"error\":\"no such method: fetch\"");
    }

    @Test
    void given_hostile_text_then_it_is_one_line_that_a_reader_takes() {
        assertThat(Json.string("\"\\\n\r\t\b\u0000\u001b\u007f\u0085\u2028\u2029é漢😀\ud800x\udc00</script>"))
                .isEqualTo("\"\\\"\\\\\\n\\r\\t\\u0008\\u0000\\u001b\\u007f\\u0085\\u2028\\u2029é漢😀\\ud800x\\udc00"
                        + "</script>\"");
        assertThat(Json.string("")).isEqualTo("\"\"");
        assertThat(Json.string("{[,:")).isEqualTo("\"{[,:\"");
    }

    @Test
    void given_a_name_that_ends_like_an_opening_bracket_then_commas_stay_right() {
        Json json = new Json();
        json.object(() -> json.member("a", "{").member("b", List.of("[", ":")).member("c", 1).member("d", true));

        assertThat(json).hasToString("{\"a\":\"{\",\"b\":[\"[\",\":\"],\"c\":1,\"d\":true}");
    }
}

package dev.allstop.core.management;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.control.ControlReply;
import dev.allstop.core.control.ControlRequest;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.ReportJson;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlTest {

    private static final NodeReport WEB_1 = node("web-1", MemberOutcome.DRAINING,
            server("quartz", "orders", ServerState.DRAINING, job("invoice", 12_000)));
    private static final NodeReport WEB_2 = node("web-2", MemberOutcome.RUNNING,
            server("quartz", "orders", ServerState.RUNNING));

    private final FleetDouble fleet = new FleetDouble();
    private final NodeIdentity identity =
            new NodeIdentity("orders", "web-1", "incarnation-of-web-1", "1.2.3", Duration.ofMinutes(10));
    private final Control control = new Control(fleet, identity, new Operator(new Keeper(0)),
            new Journal(fleet, change -> { }, () -> false));

    @BeforeEach
    void status() {
        fleet.status = report(null, null, 0, WEB_1, WEB_2);
    }

    @Test
    void shows_the_fleet_and_this_node() {
        assertThat(get("/status").body()).isEqualTo(ReportTable.text(fleet.status) + "\n");
        assertThat(get("/status.json").body()).isEqualTo(ReportJson.of(fleet.status) + "\n");
        assertThat(get("/status", "local", "true").body()).startsWith("RUNNING 1 server on 1 node").doesNotContain("web-2");
        long pid = ProcessHandle.current().pid();
        assertThat(get("/node.json").body()).isEqualTo("{\"fleet\":\"orders\",\"node\":\"web-1\","
                + "\"incarnation\":\"incarnation-of-web-1\",\"pid\":" + pid
                + ",\"version\":\"1.2.3\",\"state\":\"DRAINING\",\"servers\":1,\"jobsRunning\":1}\n");
        assertThat(get("/node").body()).isEqualTo("fleet: orders\nnode: web-1\nincarnation: incarnation-of-web-1\npid: "
                + pid + "\nversion: 1.2.3\nstate: DRAINING\nservers: 1\njobsRunning: 1\n");
        assertThat(get("/").body()).contains("POST /plan");
    }

    @ParameterizedTest
    @CsvSource({"STOPPED,200", "RESUMED,200", "REFUSED,409", "UNCONTROLLED,500", "INCOMPLETE,502", "NOT_DRAINED,504"})
    void the_verdict_of_a_stop_is_the_status_and_a_header(Verdict verdict, int status) {
        fleet.answer = order -> report(verdict, hold("h1", ""), 10, WEB_1);

        for (String path : new String[] {"/stop", "/shutdown"}) {
            ControlReply reply = post(path);
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.headers()).containsEntry("Allstop-Verdict", verdict.name());
            assertThat(reply.type()).isEqualTo("application/json");
            assertThat(reply.body()).isEqualTo(ReportJson.of(report(verdict, hold("h1", ""), 10, WEB_1)) + "\n");
        }
        assertThat(post("/resume").status()).isEqualTo(status);
        assertThat(post("/resume", "hold", "h1").status()).isEqualTo(status);
    }

    @Test
    void a_wait_that_ends_because_the_hold_did_is_a_conflict() {
        fleet.answer = order -> report(Verdict.RESUMED, null, 10, WEB_2);

        assertThat(post("/await").status()).isEqualTo(409);
        assertThat(post("/await").headers()).containsEntry("Allstop-Verdict", "RESUMED");
    }

    @Test
    void people_get_text() {
        fleet.answer = order -> report(Verdict.STOPPED, hold("h1", ""), 10, WEB_1);

        ControlReply reply = control.answer(new ControlRequest("POST", "/stop", Map.of(), true));
        assertThat(reply.type()).isEqualTo("text/plain");
        assertThat(reply.body()).startsWith("STOPPED 0/1 servers on 1/1 nodes in 10ms\n\nNODE").endsWith("\n");
    }

    @Test
    void an_order_that_is_not_waited_for_is_accepted() {
        fleet.answer = order -> report(Verdict.NOT_DRAINED, hold("h1", ""), 10, WEB_1);

        assertThat(post("/stop", "timeout", "0s").status()).isEqualTo(202);
        assertThat(post("/stop", "timeout", "0s").body()).contains("\"headline\":\"REQUESTED: ");
        assertThat(post("/quiet").status()).isEqualTo(200);
        assertThat(post("/quiet").body()).contains("\"headline\":\"QUIET ");
        fleet.answer = order -> report(Verdict.INCOMPLETE, hold("h1", ""), 10, WEB_1);
        assertThat(post("/quiet").status()).isEqualTo(502);
    }

    @Test
    void orders_take_options() {
        fleet.answer = order -> report(Verdict.STOPPED, hold("h1", ""), 10, WEB_1);
        post("/stop", "timeout", "5s", "select", "kind=quartz&name=orders", "by", "root@ops", "local", "true");
        post("/plan", "select", "kind=quartz");
        post("/await", "timeout", "7s");
        post("/resume", "by", "root@ops");
        post("/stop");

        assertThat(fleet.calls).containsExactly("stop", "plan", "awaitDrained PT7S", "resumeAll root@ops", "stop");
        assertThat(fleet.orders.get(0).select())
                .isEqualTo(Selector.parse("incarnation=incarnation-of-web-1&kind=quartz&name=orders"));
        assertThat(fleet.orders.get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(fleet.orders.get(0).by()).isEqualTo("root@ops");
        assertThat(fleet.orders.get(1).select()).isEqualTo(Selector.parse("kind=quartz"));
        assertThat(fleet.orders.get(2).by()).isEqualTo("control socket on web-1");
        assertThat(fleet.orders.get(2).timeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_local_resume_ends_what_was_ordered_for_this_node_or_less() {
        fleet.holds.add(hold("h1", "incarnation=incarnation-of-web-1&kind=quartz"));
        fleet.holds.add(hold("h2", "incarnation=incarnation-of-web-2"));
        fleet.answer = order -> report(Verdict.RESUMED, null, 10, WEB_1);

        assertThat(post("/resume", "local", "true", "by", "me").status()).isEqualTo(200);
        assertThat(fleet.calls).containsExactly("resume h1 me");
        assertThat(post("/resume", "local", "true", "hold", "h1").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/stop | timeout | String | timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S",
        "/stop | tiemout | 5m | option \"tiemout\" is unknown: there are timeout, select",
        "/stop | local | yes | local \"yes\" is neither true nor false",
        "/stop | node | web-1 | option \"node\" is unknown",
        "/await | select | kind=x | option \"select\" is unknown: there are timeout, expect, local",
        "/resume | timeout | 5m | option \"timeout\" is unknown: there are hold, by, local"})
    void bad_input_is_answered_in_one_line_before_anything_is_touched(String path, String key, String value, String line) {
        ControlReply reply = post(path, key, value);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).startsWith(line).endsWith("\n");
        assertThat(reply.body().strip()).doesNotContain("\n");
        assertThat(fleet.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "99999999999999999999"})
    void events_want_a_number(String since) {
        assertThat(get("/events", "since", since).status()).isEqualTo(400);
    }

    @Test
    void wrong_paths_and_methods_say_what_is_right() {
        assertThat(get("/stop").status()).isEqualTo(405);
        assertThat(get("/stop").body()).isEqualTo("/stop takes POST, not GET\n");
        assertThat(post("/status").body()).isEqualTo("/status takes GET, not POST\n");
        assertThat(get("/stopp").status()).isEqualTo(404);
        assertThat(control.answer(new ControlRequest("DELETE", "/stop", Map.of(), false)).status()).isEqualTo(405);
    }

    @Test
    void what_the_fleet_refuses_and_what_breaks_are_told_apart() {
        fleet.answer = order -> {
            throw new IllegalStateException("still joining the fleet: try again in a moment");
        };
        assertThat(post("/stop").status()).isEqualTo(409);
        assertThat(post("/stop").body()).isEqualTo("still joining the fleet: try again in a moment\n");
        assertThat(post("/stop").headers()).containsEntry("Allstop-Verdict", "REFUSED");

        fleet.answer = order -> {
            throw new UnsupportedOperationException("oops");
        };
        assertThat(post("/stop").status()).isEqualTo(500);
        assertThat(post("/stop").headers()).isEmpty();
        assertThat(post("/stop").body()).startsWith("internal error of Allstop");
    }

    @Test
    void events_tell_what_happened_since_the_last_look() {
        String start = get("/events").headers().get("Allstop-Next");
        fleet.status = report(null, null, 0, WEB_1, node("web-2", MemberOutcome.RUNNING,
                server("quartz", "orders", ServerState.DRAINED)));

        ControlReply reply = get("/events", "since", start, "wait", "10s");
        assertThat(reply.body()).matches("[0-9-]+T[0-9:.]+Z web-2 quartz/orders stopped\n");
        assertThat(reply.headers()).containsEntry("Allstop-Next", Long.toString(Long.parseLong(start) + 1));
        assertThat(get("/events", "since", reply.headers().get("Allstop-Next")).body()).isEmpty();
    }

    private ControlReply get(String path, String... options) {
        return control.answer(new ControlRequest("GET", path, map(options), false));
    }

    private ControlReply post(String path, String... options) {
        return control.answer(new ControlRequest("POST", path, map(options), false));
    }

    private static Map<String, String> map(String... options) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (int at = 0; at < options.length; at += 2) {
            map.put(options[at], options[at + 1]);
        }
        return map;
    }
}

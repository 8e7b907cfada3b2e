package dev.allstop.core.management;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ReportJson;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.Reports;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.TrailEntry;
import dev.allstop.core.report.Verdict;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagementBeansTest {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final NodeReport WEB_1 = node("web-1", MemberOutcome.DRAINING,
            server("quartz", "orders", ServerState.DRAINING, job("invoice", 12_000)),
            server("jobrunr", "mail", ServerState.DRAINED));
    private static final NodeReport WEB_2 = node("web-2", MemberOutcome.RUNNING,
            server("quartz", "orders", ServerState.RUNNING, job("mail", 10), job("mail", 20)));

    private final FleetDouble fleet = new FleetDouble();
    private final ManagementBeans beans = new ManagementBeans(fleet,
            new NodeIdentity("orders", "web-1", "incarnation-of-web-1", "1.2.3", Duration.ofMinutes(10)));

    @BeforeEach
    void register() {
        fleet.status = report(null, null, 0, WEB_1, WEB_2);
        beans.start();
    }

    @AfterEach
    void unregister() throws Exception {
        beans.stop();
        assertThat(SERVER.queryNames(new ObjectName("allstop:*"), null)).isEmpty();
    }

    @Test
    void fleet_shows_what_scripts_and_people_read() throws Exception {
        assertThat(invoke("Fleet", "status")).isEqualTo(ReportTable.text(fleet.status));
        assertThat(invoke("Fleet", "statusTable")).isEqualTo(ReportTable.rows(fleet.status).toArray());
        assertThat(invoke("Fleet", "statusJson")).isEqualTo(ReportJson.of(fleet.status));
        assertThat(attribute("Fleet", "Version")).isEqualTo("1.2.3");
        assertThat(attribute("Fleet", "Cluster")).isEqualTo("orders");
        assertThat(attribute("Fleet", "Node")).isEqualTo("web-1");
        assertThat(attribute("Fleet", "State")).isEqualTo("RUNNING");
        assertThat(attribute("Fleet", "NodeCount")).isEqualTo(2);
        assertThat(attribute("Fleet", "ServerCount")).isEqualTo(3);
        assertThat(attribute("Fleet", "ServersRunning")).isEqualTo(1);
        assertThat(attribute("Fleet", "JobsRunning")).isEqualTo(3);
        assertThat(attribute("Fleet", "Drained")).isEqualTo(false);
        assertThat((String[]) attribute("Fleet", "NodeNames")).containsExactly("web-1", "web-2");
        assertThat(attribute("Fleet", "DefaultTimeout")).isEqualTo("10m");
        assertThat((String[]) attribute("Fleet", "Holds")).isEmpty();
    }

    @Test
    void fleet_shows_holds_and_that_it_is_drained_whatever_they_select() throws Exception {
        fleet.holds.add(hold("h1", "kind=jobrunr"));
        fleet.status = report(Verdict.STOPPED, hold("h1", "kind=jobrunr"), 10, WEB_1);

        assertThat((String[]) attribute("Fleet", "Holds")).containsExactly(
                "h1 since 2026-11-23T12:00:00Z by root@ops: deploy 42, select kind=jobrunr");
        assertThat(attribute("Fleet", "Drained")).isEqualTo(true);
        assertThat(attribute("Fleet", "ServerCount")).isEqualTo(2);
    }

    @Test
    void an_absent_node_is_worse_than_any_state() throws Exception {
        fleet.status = report(Verdict.INCOMPLETE, hold("h1", ""), 10, WEB_1, node("web-3", MemberOutcome.UNREACHABLE));

        assertThat(attribute("Fleet", "State")).isEqualTo("UNREACHABLE");
    }

    @Test
    void success_is_returned_as_headline_and_table() throws Exception {
        Report stopped = report(Verdict.STOPPED, hold("h1", ""), 3_800,
                node("web-1", MemberOutcome.DRAINED, server("quartz", "orders", ServerState.DRAINED)));
        fleet.answer = order -> stopped;

        assertThat((String) invoke("Fleet", "stopAll")).isEqualTo(ReportTable.text(stopped))
                .startsWith("STOPPED 1/1 servers on 1/1 nodes in 3.8s\n\nNODE");
        assertThat(fleet.calls).containsExactly("stop");
        assertThat(fleet.orders.get(0).timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(fleet.orders.get(0).select()).isEqualTo(Selector.ALL);
        assertThat(fleet.orders.get(0).by()).isEqualTo("JMX on web-1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_DRAINED", "INCOMPLETE", "UNCONTROLLED", "REFUSED", "RESUMED"})
    void whatever_is_short_of_success_is_thrown_with_headline_and_table(Verdict verdict) {
        Report failed = report(verdict, hold("h1", ""), 30_000, WEB_1);
        fleet.answer = order -> failed;

        for (String operation : List.of("stopAll", "stopAllWithin 30s", "stopAllWith timeout=30s", "awaitDrained 30s",
                "shutdownAll timeout=30s")) {
            assertThatFailure(operation).isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage(ReportTable.text(failed)).hasNoCause();
        }
    }

    @Test
    void resume_is_done_only_when_all_have_said_so() throws Exception {
        fleet.answer = order -> report(Verdict.RESUMED, null, 10, WEB_2);
        assertThat((String) invoke("Fleet", "resumeAll")).startsWith("RESUMED 1/1");
        assertThat((String) invoke("Fleet", "resume", "h1")).startsWith("RESUMED 1/1");
        assertThat(fleet.calls).containsExactly("resumeAll JMX on web-1", "resume h1 JMX on web-1");

        fleet.answer = order -> report(Verdict.INCOMPLETE, null, 10, WEB_2);
        assertThatFailure("resumeAll").isExactlyInstanceOf(IllegalStateException.class);
        assertThatFailure("resume h1").isExactlyInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_order_that_is_not_waited_for_does_not_fail_for_not_being_finished() throws Exception {
        fleet.answer = order -> report(Verdict.NOT_DRAINED, hold("h1", ""), 10, WEB_1);

        assertThat((String) invoke("Fleet", "stopAllWithin", "0s"))
                .startsWith("REQUESTED: 1/2 servers stopped on 1/1 nodes, 1 job running\n\nNODE");
        assertThat((String) invoke("Fleet", "stopAllWith", "timeout=0s;reason=x")).startsWith("REQUESTED: ");
        assertThat((String) invoke("Node", "stopWithin", "0s")).startsWith("REQUESTED: ");
        assertThat((String) invoke("Fleet", "quietAll"))
                .startsWith("QUIET 2/2 servers on 1/1 nodes in 10ms, 1 job running\n\nNODE");
        assertThat((String) invoke("Node", "quiet")).startsWith("QUIET 2/2");
    }

    @Test
    void quiet_fails_when_a_gate_may_be_open() {
        fleet.answer = order -> report(Verdict.INCOMPLETE, hold("h1", ""), 10, node("web-3", MemberOutcome.UNREACHABLE));

        assertThatFailure("quietAll").isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("INCOMPLETE after 10ms");
    }

    @Test
    void a_plan_is_shown_unless_it_is_refused() throws Exception {
        fleet.answer = order -> report(null, hold("h1", ""), 0, WEB_1);
        assertThat((String) invoke("Fleet", "plan", "select=kind=quartz")).startsWith("WOULD STOP 2 servers on 1 node");

        fleet.answer = order -> report(Verdict.REFUSED, null, 0).withHeadline("REFUSED: no job server is kind=x");
        assertThatFailure("plan select=kind=x").isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("REFUSED: no job server is kind=x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "stopAllWithin String | timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S",
        "awaitDrained String | timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S",
        "stopAllWith String | options \"String\" is not key=value: write timeout=5m;reason=deploy, and \\; for a ; inside a value",
        "plan String | options \"String\" is not key=value: write timeout=5m;reason=deploy, and \\; for a ; inside a value",
        "shutdownAll String | options \"String\" is not key=value: write timeout=5m;reason=deploy, and \\; for a ; inside a value"})
    void what_jconsole_sends_by_default_is_refused_before_anything_is_touched(String call, String message) {
        assertThatFailure(call).isExactlyInstanceOf(IllegalArgumentException.class).hasMessage(message);
        assertThat(fleet.calls).isEmpty();
    }

    @Test
    void an_unexpected_failure_reaches_the_client_in_words_of_the_jdk() {
        fleet.answer = order -> {
            throw new OwnException("jgroups says no", new OwnException("inner", null));
        };
        assertThatFailure("stopAll").isExactlyInstanceOf(RuntimeException.class).hasNoCause()
                .hasMessageContaining("internal error of Allstop").hasMessageContaining("jgroups says no")
                .hasMessageNotContaining("\n");

        fleet.answer = order -> {
            throw new IllegalArgumentException("there is no hold h9: there are h1", new OwnException("inner", null));
        };
        assertThatFailure("resume h9").isExactlyInstanceOf(IllegalArgumentException.class).hasNoCause()
                .hasMessage("there is no hold h9: there are h1");
    }

    @Test
    void node_orders_are_for_this_jvm_alone() throws Exception {
        fleet.answer = order -> report(Verdict.STOPPED, hold("h1", order.orElseThrow().select().toString()), 10, WEB_1);

        assertThat((String) invoke("Node", "stopWithin", "5s")).startsWith("STOPPED");
        assertThat((String) invoke("Node", "stop")).startsWith("STOPPED");
        assertThat(fleet.orders.get(0).select()).isEqualTo(Selector.parse("incarnation=incarnation-of-web-1"));
        assertThat(fleet.orders.get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(fleet.orders.get(1).timeout()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void node_shows_nothing_of_the_others() throws Exception {
        assertThat((String) invoke("Node", "status")).startsWith("RUNNING 2 servers on 1 node, 1 job running")
                .doesNotContain("web-2");
        assertThat(attribute("Node", "ServerCount")).isEqualTo(2);
        assertThat(attribute("Node", "ServersRunning")).isEqualTo(0);
        assertThat(attribute("Node", "JobsRunning")).isEqualTo(1);
        assertThat(attribute("Node", "State")).isEqualTo("DRAINING");
        assertThat(attribute("Node", "Drained")).isEqualTo(false);
    }

    @Test
    void node_resume_ends_the_stops_of_this_jvm_alone() throws Exception {
        fleet.holds.add(hold("h1", "incarnation=incarnation-of-web-1"));
        fleet.holds.add(hold("h2", "incarnation=incarnation-of-web-2"));
        fleet.answer = order -> report(Verdict.RESUMED, null, 10, WEB_1);

        assertThat((String) invoke("Node", "resume")).startsWith("RESUMED");
        assertThat(fleet.calls).containsExactly("resume h1 JMX on web-1");
    }

    @Test
    void node_resume_says_when_a_stop_of_the_fleet_still_holds_it() {
        fleet.holds.add(hold("h1", "incarnation=incarnation-of-web-1"));
        fleet.holds.add(hold("h2", "kind=quartz"));
        fleet.answer = order -> report(Verdict.RESUMED, null, 10, WEB_1);

        assertThatThrownBy(() -> invoke("Node", "resume")).hasRootCauseExactlyInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("node web-1 stays held by h2, which holds more than it: "
                        + "write resume(\"h2\") or resumeAll() on type=Fleet");
        assertThat(fleet.calls).containsExactly("resume h1 JMX on web-1");
    }

    @Test
    void a_job_server_is_seen_and_ordered_for_as_long_as_it_exists() throws Exception {
        View orders = new View("quartz", "orders", "my \"orders\"");
        beans.serverAppeared(orders);
        beans.serverAppeared(orders);

        String name = "JobServer,kind=quartz,name=orders";
        assertThat(SERVER.queryNames(new ObjectName("allstop:type=JobServer,*"), null)).hasSize(1);
        assertThat(attribute(name, "Kind")).isEqualTo("quartz");
        assertThat(attribute(name, "Name")).isEqualTo("my \"orders\"");
        assertThat(attribute(name, "Library")).isEqualTo("quartz 1.0");
        assertThat(attribute(name, "State")).isEqualTo("DRAINING");
        assertThat(attribute(name, "RunningJobs")).isEqualTo(1);
        assertThat(attribute(name, "Drained")).isEqualTo(false);
        assertThat(attribute(name, "StartedTotal")).isEqualTo(100L);
        assertThat((String) invoke(name, "jobs")).startsWith("1 job running in quartz/orders on web-1\n\nJOB");

        fleet.answer = order -> report(Verdict.STOPPED, hold("h1", order.orElseThrow().select().toString()), 10, WEB_1);
        assertThat((String) invoke(name, "stopWithin", "5s")).contains("orders").doesNotContain("jobrunr");
        assertThat(fleet.orders.get(0).select())
                .isEqualTo(Selector.parse("incarnation=incarnation-of-web-1&kind=quartz&name=orders"));

        beans.serverGone(orders);
        assertThat(SERVER.queryNames(new ObjectName("allstop:type=JobServer,*"), null)).isEmpty();
    }

    @Test
    void a_job_server_stays_held_by_a_stop_of_its_node() {
        fleet.holds.add(hold("h1", "incarnation=incarnation-of-web-1"));
        beans.serverAppeared(new View("quartz", "orders", "orders"));

        assertThatThrownBy(() -> invoke("JobServer,kind=quartz,name=orders", "resume"))
                .hasRootCauseMessage("quartz/orders stays held by h1, which holds more than it: "
                        + "write resume(\"h1\") or resumeAll() on type=Fleet");
        assertThat(fleet.calls).isEmpty();
    }

    @Test
    void names_that_are_taken_or_impossible_get_a_name_nevertheless() {
        View first = new View("quartz", "orders", "orders");
        View second = new View("quartz", "orders", "orders");
        View third = new View("quartz", "a b,c=\"d\"*?:\né", "x");
        View fourth = new View("quartz", "", "x");
        List.of(first, second, third, fourth).forEach(beans::serverAppeared);

        assertThat(beans.nameOf(first)).hasToString("Optional[allstop:type=JobServer,kind=quartz,name=orders]");
        assertThat(beans.nameOf(second)).hasToString("Optional[allstop:type=JobServer,kind=quartz,name=orders~2]");
        assertThat(beans.nameOf(third)).hasToString("Optional[allstop:type=JobServer,kind=quartz,name=a_b_c__d______]");
        assertThat(beans.nameOf(fourth)).hasToString("Optional[allstop:type=JobServer,kind=quartz,name=_]");
    }

    @Test
    void subscribers_are_told_in_sentences() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        NotificationListener listener = (notification, handback) -> told.add(notification.getType() + ": "
                + notification.getMessage() + " from " + notification.getSource());
        NotificationListener broken = (notification, handback) -> {
            throw new OwnException("the application's listener is broken", null);
        };
        SERVER.addNotificationListener(name("Fleet"), broken, null, null);
        SERVER.addNotificationListener(name("Fleet"), listener, null, null);
        fleet.status = report(null, null, 0, WEB_1, node("web-2", MemberOutcome.RUNNING,
                server("quartz", "orders", ServerState.DRAINED)));

        await().until(() -> told.contains(
                "allstop.server.stopped: web-2 quartz/orders stopped from allstop:type=Fleet"));
        assertThat(SERVER.getMBeanInfo(name("Fleet")).getNotifications()[0].getNotifTypes())
                .contains("allstop.server.stopped");
        SERVER.removeNotificationListener(name("Fleet"), listener);
        SERVER.removeNotificationListener(name("Fleet"), broken);
    }

    @Test
    void subscribers_are_told_of_each_order_and_of_what_came_of_it_and_status_shows_the_last() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        NotificationListener listener = (notification, handback) -> told.add(notification.getType() + ": "
                + notification.getMessage());
        SERVER.addNotificationListener(name("Fleet"), listener, null, null);
        TrailEntry given = new TrailEntry("stop", "h1", "ann", "web-2", "deploy 42", "kind=quartz", Reports.NOON, "");
        TrailEntry done = given.withOutcome("STOPPED 3/3 servers on 2/2 nodes in 3.8s");

        fleet.listeners.forEach(heard -> List.of(given, done).forEach(heard::recorded));
        fleet.trail.add(done);

        await().until(() -> told.stream().filter(sentence -> sentence.startsWith("allstop.order: ")).toList().equals(List.of(
                "allstop.order: stop by ann on web-2: deploy 42, select kind=quartz, hold h1",
                "allstop.order: stop by ann on web-2: deploy 42, select kind=quartz, hold h1: STOPPED 3/3 servers on 2/2 nodes "
                        + "in 3.8s")));
        assertThat((String) invoke("Fleet", "status")).startsWith(ReportTable.text(fleet.status)).endsWith("""


                WHEN                  ORDER  BY   ON     WHY        HOLD  OUTCOME
                2026-11-23T12:00:00Z  stop   ann  web-2  deploy 42  h1    STOPPED 3/3 servers on 2/2 nodes in 3.8s""");
        assertThat((String) invoke("Fleet", "statusJson")).endsWith(",\"orders\":[{\"what\":\"stop\",\"hold\":\"h1\","
                + "\"by\":\"ann\",\"from\":\"web-2\",\"reason\":\"deploy 42\",\"select\":\"kind=quartz\","
                + "\"at\":\"2026-11-23T12:00:00Z\",\"outcome\":\"STOPPED 3/3 servers on 2/2 nodes in 3.8s\"}]}");
        SERVER.removeNotificationListener(name("Fleet"), listener);
    }

    @Test
    void the_command_line_can_reach_everything_through_its_bean() throws Exception {
        fleet.answer = order -> report(Verdict.NOT_DRAINED, hold("h1", ""), 10, WEB_1);

        assertThat((String[]) invoke("Control", "request", "POST", "/stop", "timeout=5s&reason=a%20b", "text/plain"))
                .startsWith("504", "NOT_DRAINED", "");
        assertThat(fleet.orders.get(0).reason()).isEqualTo("a b");
    }

    @Test
    void operations_stand_in_the_order_of_their_danger() throws Exception {
        assertThat(operations("Fleet")).containsExactly("status", "statusTable", "statusJson", "plan", "quietAll",
                "stopAll", "stopAllWithin", "stopAllWith", "awaitDrained", "resumeAll", "resume", "shutdownAll");
        assertThat(operations("Node")).containsExactly("status", "quiet", "stop", "stopWithin", "resume");
        beans.serverAppeared(new View("quartz", "orders", "orders"));
        assertThat(operations("JobServer,kind=quartz,name=orders")).containsExactly("jobs", "quiet", "stop",
                "stopWithin", "resume");
    }

    @Test
    void attributes_are_those_of_the_contract() throws Exception {
        assertThat(attributes("Fleet")).containsExactlyInAnyOrder("Version", "Cluster", "Node", "State", "Holds",
                "NodeCount", "ServerCount", "ServersRunning", "JobsRunning", "Drained", "NodeNames", "DefaultTimeout");
        beans.serverAppeared(new View("quartz", "orders", "orders"));
        assertThat(attributes("JobServer,kind=quartz,name=orders")).containsExactlyInAnyOrder("Kind", "Name", "Library",
                "State", "RunningJobs", "Drained", "StartedTotal");
    }

    @Test
    void everything_is_described_and_takes_strings_only_and_nothing_is_overloaded() throws Exception {
        beans.serverAppeared(new View("quartz", "orders", "orders"));
        for (String bean : List.of("Fleet", "Node", "JobServer,kind=quartz,name=orders")) {
            MBeanInfo info = SERVER.getMBeanInfo(name(bean));
            assertThat(info.getDescription()).contains(" ").contains(":");
            assertThat(operations(bean)).doesNotHaveDuplicates();
            List<MBeanFeatureInfo> features = new ArrayList<>(Arrays.asList(info.getAttributes()));
            for (MBeanOperationInfo operation : info.getOperations()) {
                features.add(operation);
                assertThat(operation.getReturnType()).isIn("java.lang.String", "[Ljava.lang.String;");
                assertThat(operation.getImpact()).isIn(MBeanOperationInfo.INFO, MBeanOperationInfo.ACTION);
                for (MBeanParameterInfo parameter : operation.getSignature()) {
                    features.add(parameter);
                    assertThat(parameter.getType()).isEqualTo("java.lang.String");
                }
            }
            assertThat(features).allSatisfy(feature -> {
                assertThat(feature.getDescription()).contains(" ").isNotEqualTo(feature.getName());
                assertThat(feature.getName()).doesNotMatch("p[0-9]");
            });
        }
    }

    @Test
    void reading_attributes_orders_nothing() throws Exception {
        beans.serverAppeared(new View("quartz", "orders", "orders"));
        for (String bean : List.of("Fleet", "Node", "JobServer,kind=quartz,name=orders")) {
            for (String attribute : attributes(bean)) {
                assertThat(attribute(bean, attribute)).isNotNull();
            }
        }
        assertThat(fleet.calls).isEmpty();
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertThatFailure(String call) {
        String[] words = call.split(" ", 2);
        try {
            Object answer = invoke("Fleet", words[0], Arrays.copyOfRange(words, 1, words.length));
            throw new AssertionError(call + " answered " + answer);
        } catch (RuntimeMBeanException wrapped) {
            return assertThat(wrapped.getTargetException());
        } catch (Exception other) {
            throw new AssertionError(call, other);
        }
    }

    private static Object invoke(String bean, String operation, String... arguments) throws Exception {
        String[] signature = new String[arguments.length];
        Arrays.fill(signature, "java.lang.String");
        return SERVER.invoke(name(bean), operation, arguments, signature);
    }

    private static Object attribute(String bean, String attribute) throws Exception {
        return SERVER.getAttribute(name(bean), attribute);
    }

    private static List<String> operations(String bean) throws Exception {
        return Arrays.stream(SERVER.getMBeanInfo(name(bean)).getOperations()).map(MBeanFeatureInfo::getName).toList();
    }

    private static List<String> attributes(String bean) throws Exception {
        return Arrays.stream(SERVER.getMBeanInfo(name(bean)).getAttributes()).map(MBeanFeatureInfo::getName).toList();
    }

    private static ObjectName name(String bean) throws Exception {
        return new ObjectName("allstop:type=" + bean);
    }

    private record View(String kind, String name, String rawName, Object identity) implements JobServerView {

        View(String kind, String name, String rawName) {
            this(kind, name, rawName, new Object());
        }

        @Override
        public ServerReport snapshot() {
            return server(kind, name, ServerState.DRAINING, job("invoice", 12_000));
        }
    }

    private static final class OwnException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OwnException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}

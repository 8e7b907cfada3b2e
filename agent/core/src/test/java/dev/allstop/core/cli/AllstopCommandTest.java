package dev.allstop.core.cli;

import static dev.allstop.core.report.Reports.hold;
import static dev.allstop.core.report.Reports.job;
import static dev.allstop.core.report.Reports.node;
import static dev.allstop.core.report.Reports.report;
import static dev.allstop.core.report.Reports.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.control.ControlSocket;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.management.ControlForTests;
import dev.allstop.core.management.FleetDouble;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ReportJson;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line against a real control socket: this JVM's own. */
class AllstopCommandTest {

    /** Under a name that no JVM on this machine has open, so that none is attached to. */
    private static final File AGENT_JAR = new File("agent-of-this-test.jar");
    private static final String PID = Long.toString(ProcessHandle.current().pid());
    private static final NodeReport BUSY = node("web-1", MemberOutcome.DRAINING,
            server("quartz", "orders", ServerState.DRAINING, job("invoice", 12_000)));
    private static final NodeReport DRAINED = node("web-1", MemberOutcome.DRAINED,
            server("quartz", "orders", ServerState.DRAINED));
    private static final NodeReport RUNNING = node("web-1", MemberOutcome.RUNNING,
            server("quartz", "orders", ServerState.RUNNING));

    private final FleetDouble fleet = new FleetDouble();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private ControlSocket socket;

    @BeforeEach
    void open() {
        fleet.status = report(null, null, 0, RUNNING);
        socket = ControlSocket.open(ControlForTests.over(fleet));
    }

    @AfterEach
    void close() {
        socket.close();
    }

    @Test
    void status_goes_to_standard_output() {
        assertThat(run("status", "--pid", PID)).isZero();
        assertThat(out()).isEqualTo(ReportTable.text(fleet.status) + "\n");
        assertThat(err()).isEmpty();
    }

    @Test
    void json_is_one_line_as_the_agent_wrote_it() {
        assertThat(run("status", "--pid", PID, "-o", "json")).isZero();
        assertThat(out()).isEqualTo(ReportJson.of(fleet.status) + "\n");
    }

    @ParameterizedTest
    @CsvSource({"STOPPED,0", "NOT_DRAINED,3", "INCOMPLETE,4", "UNCONTROLLED,5", "RESUMED,6"})
    void the_exit_code_of_a_stop_is_its_verdict(Verdict verdict, int exitCode) {
        Report report = report(verdict, hold("h1", ""), 10, BUSY);
        fleet.answer = order -> report;

        assertThat(run("stop", "--pid", PID, "--timeout", "5s")).isEqualTo(exitCode);
        assertThat(out()).isEqualTo(ReportTable.text(report) + "\n");
        assertThat(run("await", "--pid", PID)).isEqualTo(exitCode);
    }

    @Test
    void resuming_is_what_a_resume_is_for() {
        fleet.answer = order -> report(Verdict.RESUMED, null, 10, RUNNING);

        assertThat(run("resume", "--pid", PID)).isZero();
        assertThat(run("resume", "h1", "--pid", PID)).isZero();
        assertThat(fleet.calls).hasSize(2).element(1).asString().startsWith("resume h1 " + OrderOptions.by());
    }

    @Test
    void what_is_ordered_only_is_done_when_it_is_ordered() {
        fleet.answer = order -> report(Verdict.NOT_DRAINED, hold("h1", ""), 10, BUSY);

        assertThat(run("stop", "--pid", PID, "--no-wait")).isZero();
        assertThat(out()).startsWith("REQUESTED: ");
        assertThat(fleet.orders.get(0).timeout()).isZero();
        assertThat(run("quiet", "--pid", PID)).isZero();
        fleet.answer = order -> report(Verdict.INCOMPLETE, hold("h1", ""), 10, BUSY);
        assertThat(run("quiet", "--pid", PID)).isEqualTo(4);
    }

    @Test
    void every_option_reaches_the_agent_whatever_characters_it_holds() {
        fleet.answer = order -> report(Verdict.STOPPED, hold("h1", ""), 10, DRAINED);
        String reason = "deploy & 42; \"né\" 100% + x=y \\ é漢😀";

        assertThat(run("stop", "--pid", PID, "--timeout", "1h30m", "--select", "kind=quartz,jobrunr&color!=blue",
                "--reason", reason, "--expect", "web-1,web-2", "--sticky", "--lease", "5m", "--on-deadline", "giveback",
                "--local")).isZero();
        assertThat(fleet.orders).singleElement().satisfies(order -> {
            assertThat(order.timeout()).isEqualTo(Duration.ofMinutes(90));
            assertThat(order.select()).isEqualTo(
                    Selector.parse("incarnation=incarnation-of-web-1&kind=quartz,jobrunr&color!=blue"));
            assertThat(order.reason()).isEqualTo(reason);
            assertThat(order.expect().names()).containsExactly("web-1", "web-2");
            assertThat(order.sticky()).isTrue();
            assertThat(order.lease()).contains(Duration.ofMinutes(5));
            assertThat(order.onDeadline()).isEqualTo(OnDeadline.GIVEBACK);
            assertThat(order.by()).isEqualTo(OrderOptions.by());
        });
    }

    @Test
    void progress_is_one_line_per_event_on_standard_error() {
        fleet.answer = order -> {
            fleet.status = report(Verdict.NOT_DRAINED, hold("h1", ""), 10, BUSY);
            fleet.awaitLooks(2);
            fleet.status = report(Verdict.STOPPED, hold("h1", ""), 20, DRAINED);
            return fleet.status;
        };

        assertThat(run("stop", "--pid", PID)).isZero();
        assertThat(err().lines()).hasSize(3).allSatisfy(line -> assertThat(line).matches("[0-9:]{8} web-1 quartz/orders .*"));
        assertThat(err()).containsSubsequence("takes no more jobs, 1 running: invoice 12s", "finished invoice (invoice-1)",
                "stopped");
        assertThat(out()).startsWith("STOPPED 1/1");
    }

    @Test
    void on_a_terminal_progress_is_a_table_in_place_and_is_gone_before_the_result() {
        fleet.answer = order -> {
            fleet.status = report(Verdict.NOT_DRAINED, hold("h1", ""), 10, BUSY);
            fleet.awaitLooks(3);
            return report(Verdict.STOPPED, hold("h1", ""), 20, DRAINED);
        };

        assertThat(runLive("stop", "--pid", PID)).isZero();
        assertThat(err()).contains("\u001b[2KNOT DRAINED after 10ms").doesNotContain("takes no more")
                .as("cleared from the start of the line, wherever an echoed ^C has left the cursor")
                .containsPattern("\r\u001b\\[\\d+A\u001b\\[J$");
    }

    @Test
    void a_stop_is_written_as_a_page_and_told_as_ever(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        fleet.answer = order -> {
            fleet.status = report(Verdict.NOT_DRAINED, hold("h1", ""), 10, BUSY);
            fleet.awaitLooks(2);
            fleet.status = report(Verdict.STOPPED, hold("h1", ""), 20, DRAINED);
            return fleet.status;
        };

        assertThat(run("stop", "--pid", PID, "--html", file.toString())).isZero();
        assertThat(out()).isEqualTo(ReportTable.text(fleet.status) + "\n");
        assertThat(err()).containsPattern("wrote .*report.html\n$");
        assertThat(file).content().startsWith("<!DOCTYPE html>").contains("STOPPED 1/1 servers", "invoice");
        fleet.answer = order -> report(Verdict.NOT_DRAINED, hold("h1", ""), 10, BUSY);
        assertThat(run("await", "--pid", PID, "--html", file.toString())).isEqualTo(3);
        assertThat(file).content().contains("NOT DRAINED after 10ms").doesNotContain("STOPPED");
    }

    @Test
    void a_page_that_cannot_be_written_is_refused_before_anything_is_stopped(@TempDir Path folder) {
        assertThat(run("stop", "--pid", PID, "--html", folder.toString())).isEqualTo(2);
        assertThat(run("stop", "--pid", PID, "--html", folder.resolve("none/report.html").toString())).isEqualTo(2);
        assertThat(err()).contains("allstop: cannot write a page to ", "name a file in a folder that is there");
        assertThat(fleet.calls).isEmpty();
    }

    @Test
    void bad_input_is_a_usage_error_in_one_line_and_nothing_is_touched() {
        assertThat(run("stop", "--pid", PID, "--timeout", "String")).isEqualTo(2);
        assertThat(err()).isEqualTo("allstop: timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S\n");
        assertThat(out()).isEmpty();
        assertThat(fleet.calls).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "'' | a verb is missing: write one of ps, attach, status, plan, quiet, stop, await, resume, shutdown, version",
        "stp | Did you mean: allstop stop",
        "stop --timeuot 5m | Possible solutions: --timeout",
        "stop --no-wait --timeout 5s | --no-wait and --timeout exclude each other",
        "stop --no-wait --html report.html | --no-wait and --html exclude each other",
        "status -o xml | expected one of",
        "attach x | 'x' is not a process id: allstop ps shows them",
        "stop --pid -1 | '-1' is not a process id: allstop ps shows them",
        "attach | Missing required parameter"})
    void misuse_says_what_to_write(String command, String message) {
        assertThat(run(command.isEmpty() ? new String[0] : command.split(" "))).isEqualTo(2);
        assertThat(err()).startsWith("allstop: ").contains(message).doesNotContain("Exception");
        assertThat(out()).isEmpty();
    }

    @Test
    void what_the_fleet_refuses_is_no_success() {
        fleet.answer = order -> {
            throw new IllegalStateException("nothing is held");
        };
        assertThat(run("await", "--pid", PID)).isEqualTo(6);
        assertThat(run("stop", "--pid", PID)).isEqualTo(2);
        assertThat(err()).isEqualTo("allstop: nothing is held\n".repeat(2));
        fleet.answer = order -> {
            throw new UnsupportedOperationException("broken");
        };
        assertThat(run("stop", "--pid", PID)).isEqualTo(1);
    }

    @Test
    void a_process_without_the_agent_is_left_alone() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            String pid = Long.toString(sleeper.pid());
            assertThat(run("status", "--pid", pid)).isEqualTo(7);
            assertThat(run("attach", pid)).isEqualTo(7);
            assertThat(err()).contains("process " + pid + " does not look like a JVM")
                    .contains("process " + pid + ": it does not look like a JVM");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroyForcibly();
        }
    }

    @Test
    void a_process_that_is_not_there_is_said_to_be_so() {
        String gone = "4194305"; // above the highest that Linux gives

        assertThat(run("status", "--pid", gone)).isEqualTo(7);
        assertThat(run("attach", gone)).isEqualTo(7);

        assertThat(err()).isEqualTo("allstop: no agent reached in process " + gone + ": there is no such process\n"
                + "allstop: there is no process " + gone + "\n");
    }

    @Test
    void attaching_twice_is_once() {
        assertThat(run("attach", PID)).isZero();
        assertThat(out()).isEqualTo("process " + PID + " has the agent already\n");
    }

    @Test
    void it_refuses_to_guess_between_fleets() {
        Agents agents = new Agents(AGENT_JAR, console(false));
        List<FoundAgent> found = List.of(agent(1, "orders", "web-1"), agent(2, "mail", "web-2"), agent(3, "mail", "web-3"));

        assertThat(failure(() -> agents.choose(found, false)))
                .hasMessage("there are 2 fleets here: choose one with --pid; mail is web-2 (pid 2), web-3 (pid 3), "
                        + "orders is web-1 (pid 1)")
                .extracting(CommandFailed::exitCode).isEqualTo(2);
        assertThat(failure(() -> agents.choose(found.subList(1, 3), true)))
                .hasMessage("--local is for one JVM, and there are 2: choose one with --pid; there are web-2 (pid 2), "
                        + "web-3 (pid 3)");
        assertThat(failure(() -> agents.choose(List.of(), false)).exitCode()).isEqualTo(7);
    }

    @Test
    void it_says_what_it_found() {
        FoundAgent chosen = new Agents(AGENT_JAR, console(false))
                .choose(List.of(agent(1, "orders", "web-1"), agent(2, "orders", "web-2")), false);

        assertThat(chosen.pid()).isEqualTo(1);
        assertThat(err()).matches("[0-9:]{8} fleet orders: web-1 \\(pid 1\\), web-2 \\(pid 2\\); asking web-1\n");
    }

    @Test
    void ps_lists_this_jvm() {
        assertThat(run("ps")).isZero();
        assertThat(out().lines().map(line -> Arrays.asList(line.split("\\s+"))))
                .contains(List.of("PID", "FLEET", "NODE", "STATE", "SERVERS", "JOBS", "VERSION"),
                        List.of(PID, "orders", "web-1", "RUNNING", "1", "0", "1.2.3"));
        out.reset();
        assertThat(run("ps", "-o", "json")).isZero();
        assertThat(out()).startsWith("[{\"pid\":").endsWith("}]\n").contains("{\"pid\":" + PID
                + ",\"agent\":{\"fleet\":\"orders\",\"node\":\"web-1\",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ps", "attach", "status", "plan", "quiet", "stop", "await", "resume", "shutdown", "version",
        "completion"})
    void every_verb_has_help(String verb) {
        assertThat(run(verb, "--help")).isZero();
        assertThat(out()).startsWith("Usage: allstop " + verb);
    }

    @Test
    void help_and_completion_are_results() {
        assertThat(run("--help")).isZero();
        String help = out();
        out.reset();
        assertThat(run("help")).isZero();
        assertThat(out()).isEqualTo(help);
        assertThat(out()).contains("Exit codes: 0 done", "allstop stop --local");
        out.reset();
        assertThat(run("completion")).isZero();
        assertThat(out()).contains("complete -F _complete_allstop", "--on-deadline");
    }

    private static FoundAgent agent(long pid, String fleet, String node) {
        return new FoundAgent(pid, null, Map.of("fleet", fleet, "node", node));
    }

    private static CommandFailed failure(Runnable command) {
        try {
            command.run();
            throw new AssertionError("it did not fail");
        } catch (CommandFailed failed) {
            return failed;
        }
    }

    private int run(String... args) {
        return AllstopCommand.run(args, AGENT_JAR, console(false));
    }

    private int runLive(String... args) {
        return AllstopCommand.run(args, AGENT_JAR, console(true));
    }

    private Console console(boolean live) {
        return new Console(new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8), live);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}

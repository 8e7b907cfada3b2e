package dev.allstop.it.clients;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.allstop.it.harness.Backlog;
import dev.allstop.it.harness.Disguise;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code java -jar allstop.jar} as a process of its own, against two JVMs full of jobs of one to two seconds. */
@Execution(ExecutionMode.SAME_THREAD)
class CommandLineIT {

    private static final String JAR = HostJvm.agentJar().toString();
    private static final List<HostJvm> HOSTS = new ArrayList<>();
    /** A fleet of its own, with a job that no stop in these tests outlasts. */
    private static HostJvm other;

    @BeforeAll
    static void twoJvmsFullOfJobs() throws Exception {
        String cluster = HostJvm.uniqueCluster();
        for (String name : List.of("one", "two")) {
            HostJvm host = HostJvm.named(name).cluster(cluster)
                    .subject(QuartzInMemory.class, Library.newest("quartz")).start();
            HOSTS.add(host);
            SubjectMXBean subject = host.subject();
            int orders = subject.construct("orders", 2);
            Backlog.fill(subject, orders);
            subject.start(orders);
        }
        other = HostJvm.named("other").cluster(HostJvm.uniqueCluster())
                .subject(QuartzInMemory.class, Library.newest("quartz")).start();
        int reports = other.subject().construct("reports", 1);
        other.subject().enqueue(reports, "report", 1, 3_600_000);
        other.subject().start(reports);
        await().until(() -> Ledger.of(other.subject()).running().size() == 1);
        HOSTS.forEach(host -> await().until(() -> (int) host.fleet().attribute("NodeCount") == 2));
        everythingRuns();
    }

    @AfterEach
    void everythingRunsAgain() throws Exception {
        run("resume", "--pid", pid());
        run("resume", "--local", "--pid", pid());
        everythingRuns();
    }

    @AfterAll
    static void end() {
        HOSTS.forEach(HostJvm::close);
        if (other != null) {
            other.close();
        }
    }

    private static void everythingRuns() {
        HOSTS.forEach(host -> await().until(() -> Ledger.of(host.subject()).running().size() == 2));
    }

    @Test
    void stop_waits_and_tells_each_step_and_resume_undoes_it() throws Exception {
        Answer stopped = run("stop", "--pid", pid(), "--reason", "deploy 42");

        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).startsWith("STOPPED 2/2 servers on 2/2 nodes in ")
                .containsPattern("one +quartz +orders +DRAINED").containsPattern("two +quartz +orders +DRAINED")
                .contains(": deploy 42");
        assertThat(stopped.err().lines()).isNotEmpty().allMatch(line -> line.matches("[0-9:]{8} .+"));
        assertThat(stopped.err()).contains("one quartz/orders stopped", "two quartz/orders stopped",
                "takes no more jobs, 2 running");
        HOSTS.forEach(host -> assertThat(Ledger.of(host.subject()).running()).isEmpty());

        assertThat(run("await", "--pid", pid()).exitCode()).isZero();
        Answer resumed = run("resume", "--pid", pid());
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).startsWith("RESUMED 2/2 servers on 2/2 nodes");
    }

    @Test
    void a_deadline_that_passes_is_3_and_names_who_is_waited_for() throws Exception {
        Answer answer = run("stop", "--pid", pidOf(other), "--timeout", "100ms");

        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.out()).startsWith("NOT DRAINED within 0.1s: ").contains("waiting for other quartz/reports: ");
        assertThat(run("resume", "--pid", pidOf(other)).exitCode()).isZero();
    }

    @Test
    void a_missing_node_is_4() throws Exception {
        Answer answer = run("stop", "--pid", pid(), "--expect", "one,two,three");

        assertThat(answer.exitCode()).isEqualTo(4);
        assertThat(answer.out()).startsWith("INCOMPLETE after ").contains("missing three");
    }

    @Test
    void a_server_that_is_not_under_control_is_5(@TempDir Path folder) throws Exception {
        Library quartz = Library.newest("quartz");
        Disguise.renameField(quartz, "org.quartz.core.JobRunShell", "firedTriggerBundle", folder);
        try (HostJvm unknown = HostJvm.named("unknown").cluster(HostJvm.uniqueCluster()).prepend(folder)
                .subject(QuartzInMemory.class, quartz).start()) {
            unknown.subject().construct("orders", 2);
            await().until(() -> unknown.fleet().servers().size() == 1);

            Answer answer = run("stop", "--pid", pidOf(unknown), "--timeout", "30s");

            assertThat(answer.exitCode()).isEqualTo(5);
            assertThat(answer.out()).startsWith("UNCONTROLLED").contains("firedTriggerBundle");
        }
    }

    /** What nobody can foresee, such as a jar that lost a part: nothing was ordered, and it does not look like success. */
    @Test
    void an_error_of_its_own_is_1_and_one_line(@TempDir Path folder) throws Exception {
        Path damaged = Files.copy(Path.of(JAR), folder.resolve("allstop.jar"));
        try (FileSystem jar = FileSystems.newFileSystem(damaged)) {
            Files.delete(jar.getPath("allstop/dev/allstop/core/cli/Conversation.classdata"));
        }

        Answer answer = answerOf(start(damaged.toString(), Map.of(), "stop", "--pid", pid()));

        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).singleElement().asString().startsWith("allstop: ").contains("Conversation");
        HOSTS.forEach(host -> assertThat(host.fleet().attribute("State")).isEqualTo("RUNNING"));
    }

    @Test
    void where_no_jvm_has_the_agent_is_7_and_it_says_what_to_do() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "100").start();
        try {
            Answer answer = run("stop", "--pid", Long.toString(sleeper.pid()));
            assertThat(answer.exitCode()).isEqualTo(7);
            assertThat(answer.err()).startsWith("allstop: no agent reached in process " + sleeper.pid());
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    /** Each of them is reached by a test of this class. */
    @Test
    void the_exit_codes_are_those_of_the_help() throws Exception {
        Answer help = run("help");

        assertThat(help.exitCode()).isZero();
        String list = help.out().substring(help.out().indexOf("Exit codes: ")).replaceAll("\\s+", " ");
        assertThat(Pattern.compile("(?:Exit codes:|,) (\\d) ").matcher(list).results().map(code -> code.group(1)))
                .containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
    }

    @Test
    void a_stop_can_be_looked_at_afterwards_in_a_browser_without_a_network(@TempDir Path folder) throws Exception {
        Path page = folder.resolve("report.html");

        Answer stopped = run("stop", "--pid", pid(), "--reason", "deploy <42>", "--html", page.toString());

        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).startsWith("STOPPED 2/2 servers on 2/2 nodes in ");
        assertThat(stopped.err()).contains("wrote " + page);
        assertThat(page).content().contains("deploy &lt;42&gt;", "one", "two", "quartz/orders", "Who held it up", "job");
        Browser browser = Browser.orSkip(folder);
        assertThat(browser.dom(page)).contains("<h1>" + stopped.out().lines().findFirst().orElseThrow() + "</h1>")
                .contains("<rect class=\"last-bar\"");
        assertThat(browser.colors(page)).as("the bar of the job that ended last").contains(0xc2410c);
    }

    @Test
    void json_is_one_object_on_standard_output() throws Exception {
        Answer answer = run("stop", "--pid", pid(), "-o", "json");

        assertThat(new ObjectMapper().readTree(answer.out()).path("verdict").asText()).isEqualTo("STOPPED");
        assertThat(answer.out().lines()).hasSize(1);
    }

    @Test
    void a_local_stop_leaves_the_rest_of_the_fleet_alone() throws Exception {
        Answer answer = run("stop", "--local", "--pid", pid());

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).startsWith("STOPPED 1/1 servers on 1/1 nodes").doesNotContain("two ");
        assertThat(HOSTS.get(1).node().attribute("State")).isEqualTo("RUNNING");
        Answer resumed = run("resume", "--local", "--pid", pid());
        assertThat(resumed.exitCode()).isZero();
    }

    @Test
    void going_away_does_not_end_the_stop_and_it_says_so() throws Exception {
        Process process = start(Map.of(), "stop", "--pid", pidOf(other));
        Path err = errOf(process);
        await().until(() -> Files.exists(err) && Files.readString(err).contains("takes no more jobs"));
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();

        assertThat(process.waitFor()).isEqualTo(130);
        assertThat(Files.readString(err)).contains("The stop goes on without you. Watch it again: allstop await.");
        assertThat(other.fleet().attribute("State")).isEqualTo("DRAINING");
        Answer watched = run("await", "--pid", pidOf(other), "--timeout", "100ms");
        assertThat(watched.exitCode()).isEqualTo(3);
        assertThat(run("resume", "--pid", pidOf(other)).exitCode()).isZero();
    }

    @Test
    void a_resume_ends_the_wait_of_others_with_6() throws Exception {
        Process process = start(Map.of(), "stop", "--pid", pidOf(other));
        Path err = errOf(process);
        await().until(() -> Files.exists(err) && Files.readString(err).contains("takes no more jobs"));
        run("resume", "--pid", pidOf(other));

        assertThat(process.waitFor()).isEqualTo(6);
    }

    @Test
    void between_two_fleets_it_does_not_guess() throws Exception {
        Answer answer = run("stop");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("fleets here: choose one with --pid", "other (pid " + other.pid() + ")");
        assertThat(other.fleet().attribute("State")).isEqualTo("RUNNING");
        HOSTS.forEach(host -> assertThat(host.fleet().attribute("State")).isEqualTo("RUNNING"));
    }

    @Test
    void ps_lists_both() throws Exception {
        Answer answer = run("ps");

        assertThat(answer.exitCode()).isZero();
        HOSTS.forEach(host ->
                assertThat(answer.out()).containsPattern(host.pid() + " +it-[0-9-]+ +" + host.name() + " +RUNNING +1 "));
    }

    @Test
    void without_a_socket_it_attaches() throws Exception {
        HostJvm host = HOSTS.get(1);
        Path socket = ControlSocketIT.socket(host);
        Path aside = Files.move(socket, socket.resolveSibling("aside"));
        try {
            Answer answer = run("stop", "--pid", Long.toString(host.pid()));
            assertThat(answer.exitCode()).isZero();
            assertThat(answer.out()).startsWith("STOPPED 2/2");
        } finally {
            Files.move(aside, socket);
        }
    }

    @Test
    void it_does_not_load_the_agent_into_itself() throws Exception {
        Answer answer = run(Map.of("JAVA_TOOL_OPTIONS", "-javaagent:" + JAR), "version");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).startsWith("allstop ").hasLineCount(1);
        assertThat(answer.err().lines()).allMatch(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS"));
    }

    @Test
    void a_process_that_is_no_jvm_survives_being_asked() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "100").start();
        try {
            Answer answer = run("attach", Long.toString(sleeper.pid()));
            assertThat(answer.exitCode()).isEqualTo(7);
            assertThat(answer.err()).contains("does not look like a JVM");
            assertThat(sleeper.isAlive()).isTrue();
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    private record Answer(int exitCode, String out, String err) {
    }

    private static String pid() {
        return pidOf(HOSTS.get(0));
    }

    private static String pidOf(HostJvm host) {
        return Long.toString(host.pid());
    }

    private static Answer run(String... arguments) throws IOException, InterruptedException {
        return run(Map.of(), arguments);
    }

    private static Answer run(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return answerOf(start(environment, arguments));
    }

    private static Answer answerOf(Process process) throws IOException, InterruptedException {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        return new Answer(exitCode, out, Files.readString(errOf(process)));
    }

    private static Process start(Map<String, String> environment, String... arguments) throws IOException {
        return start(JAR, environment, arguments);
    }

    private static Process start(String jar, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c",
                // the shell becomes the JVM, so that the file has its process's number and signals reach it
                "exec \"$@\" 2>\"$0/cli-$$.err\"", System.getProperty("allstop.it.output"),
                Path.of(System.getProperty("java.home"), "bin/java").toString(), "-jar", jar));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static Path errOf(Process process) {
        return Path.of(System.getProperty("allstop.it.output"), "cli-" + process.pid() + ".err");
    }
}

package dev.allstop.it.clients;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.Backlog;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What jmxterm 1.0.4 prints and how it ends. Every test leaves the JVM running free. */
@TestMethodOrder(MethodOrderer.DisplayName.class)
@Execution(ExecutionMode.SAME_THREAD)
class JmxtermIT {

    private static HostJvm host;
    private static SubjectMXBean subject;

    @BeforeAll
    static void aJvmFullOfJobs() throws Exception {
        host = HostJvm.named("terminal").cluster(HostJvm.uniqueCluster())
                .subject(QuartzInMemory.class, Library.newest("quartz")).start();
        subject = host.subject();
        int orders = subject.construct("orders", 2);
        subject.start(orders);
        host.fleet().awaitJoined();
        Backlog.fill(subject, orders);
        await().until(() -> Ledger.of(subject).running().size() == 2);
    }

    @AfterAll
    static void end() {
        host.close();
    }

    private record Answer(int exitCode, String out, String err) {
    }

    private static Answer jmxterm(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--add-exports", "jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED", "-jar",
                Client.jar("jmxterm.jar").toString(), "-n", "-e", "-l", String.valueOf(host.pid()));
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), out, err);
    }

    @Test
    void stopAll_prints_the_report_and_ends_with_0_and_resumeAll_undoes_it() throws Exception {
        Answer stopped = jmxterm("run -b allstop:type=Fleet stopAll");
        assertThat(stopped.exitCode()).isZero();
        assertThat(stopped.out()).startsWith("STOPPED 1/1 servers on 1/1 nodes in ")
                .containsPattern("terminal +quartz +orders +DRAINED");
        assertThat(Ledger.of(subject).running()).isEmpty();

        Answer resumed = jmxterm("run -b allstop:type=Fleet resumeAll");
        assertThat(resumed.exitCode()).isZero();
        assertThat(resumed.out()).startsWith("RESUMED 1/1 servers");
        await().until(() -> Ledger.of(subject).running().size() == 2);
    }

    @Test
    void a_stop_that_is_not_complete_ends_with_255_and_shows_the_table() throws Exception {
        Answer answer = jmxterm("run -b allstop:type=Fleet stopAllWithin 100ms");
        jmxterm("run -b allstop:type=Fleet resumeAll");
        assertThat(answer.exitCode()).isEqualTo(255);
        assertThat(answer.err()).contains("NOT DRAINED within ").contains("DRAINING");
    }

    @Test
    void the_word_that_JConsole_fills_in_is_refused_with_what_to_write() throws Exception {
        Answer answer = jmxterm("run -b allstop:type=Fleet stopAllWithin String");
        assertThat(answer.exitCode()).isEqualTo(255);
        assertThat(answer.err()).contains("timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S");
        assertThat(host.fleet().attribute("State")).isEqualTo("RUNNING");
    }

    @Test
    void an_option_that_does_not_exist_is_refused_before_anything_stops() throws Exception {
        Answer answer = jmxterm("run -b allstop:type=Fleet stopAllWith timeout=5s;selct=kind=quartz");
        assertThat(answer.exitCode()).isEqualTo(255);
        assertThat(answer.err()).contains("selct").contains("select");
        assertThat(host.fleet().attribute("State")).isEqualTo("RUNNING");
    }

    @Test
    void attributes_of_a_job_server_are_plain_values() throws Exception {
        Answer answer = jmxterm("get -s -b allstop:type=JobServer,kind=quartz,name=orders Kind RunningJobs State");
        assertThat(answer.out().lines()).isSubsetOf(List.of("quartz", "0", "1", "2", "RUNNING", ""))
                .contains("quartz", "RUNNING");
    }
}

package dev.allstop.it.clients;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.allstop.it.harness.Backlog;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The control socket by curl, which needs no Java. */
@Execution(ExecutionMode.SAME_THREAD)
class ControlSocketIT {

    private static HostJvm host;
    private static SubjectMXBean subject;

    @BeforeAll
    static void aJvmFullOfJobs() throws Exception {
        assumeThat(new ProcessBuilder("sh", "-c", "command -v curl").start().waitFor()).as("curl").isZero();
        host = HostJvm.named("curled").cluster(HostJvm.uniqueCluster())
                .subject(QuartzInMemory.class, Library.newest("quartz")).start();
        subject = host.subject();
        int orders = subject.construct("orders", 2);
        subject.start(orders);
        host.fleet().awaitJoined();
        Backlog.fill(subject, orders);
        await().until(() -> Ledger.of(subject).running().size() == 2 && Files.exists(socket(host)));
    }

    @AfterEach
    void everythingRunsAgain() throws Exception {
        curl("-X", "POST", "/resume");
        await().until(() -> Ledger.of(subject).running().size() == 2);
    }

    @AfterAll
    static void end() {
        if (host != null) {
            Path socket = socketOrNull();
            host.close();
            await().until(() -> socket == null || !Files.exists(socket));
        }
    }

    /** As README and Ansible spell it. */
    static Path socket(HostJvm host) throws IOException {
        return Path.of("/tmp/.allstop-" + Files.getAttribute(Path.of("/proc/" + host.pid()), "unix:uid"),
                host.pid() + ".sock");
    }

    private static Path socketOrNull() {
        try {
            return socket(host);
        } catch (IOException gone) {
            return null;
        }
    }

    @Test
    void only_its_owner_can_open_it() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket(host)))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket(host).getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void a_stop_says_its_verdict_as_http_status_and_in_the_body() throws Exception {
        Answer stopped = curl("-d", "timeout=60s", "--data-urlencode", "reason=deploy & migrate", "/stop");

        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.json().path("verdict").asText()).isEqualTo("STOPPED");
        assertThat(stopped.json().path("hold").path("reason").asText()).isEqualTo("deploy & migrate");
        assertThat(Ledger.of(subject).running()).isEmpty();
        assertThat(curl("/status").body()).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(curl("/status.json").json().path("counts").path("drained").asInt()).isEqualTo(1);
    }

    @Test
    void a_stop_that_does_not_get_there_is_an_error_for_curl_fail() throws Exception {
        assertThat(curl("-d", "timeout=100ms", "/stop").status()).isEqualTo(504);
        assertThat(curl("-d", "timeout=100ms&expect=curled,another", "/await").status()).isEqualTo(502);
    }

    @Test
    void an_order_without_waiting_is_accepted_and_awaited_later() throws Exception {
        assertThat(curl("-d", "timeout=0s", "/stop").status()).isEqualTo(202);
        assertThat(curl("-X", "POST", "/await").status()).isEqualTo(200);
    }

    @Test
    void bad_input_is_one_line() throws Exception {
        Answer answer = curl("-d", "timeout=String", "/stop");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("timeout \"String\" is not a duration: write 30s, 5m, 1h or PT30S\n");
        assertThat(curl("-H", "Content-Type: application/json", "-d", "{}", "/stop").status()).isEqualTo(415);
        assertThat(curl("/stop").status()).isEqualTo(405);
        assertThat(curl("/status").body()).startsWith("RUNNING 1 server on 1 node");
    }

    private record Answer(int status, String body) {

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(body);
        }
    }

    /** The last argument is the path. */
    private static Answer curl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--unix-socket", socket(host).toString(),
                "-w", "\n%{http_code}"));
        command.addAll(List.of(arguments).subList(0, arguments.length - 1));
        command.add("http://localhost" + arguments[arguments.length - 1]);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        int end = out.lastIndexOf('\n');
        return new Answer(Integer.parseInt(out.substring(end + 1)), out.substring(0, end));
    }
}

package dev.allstop.it.springbatch;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.SubjectMXBean;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is peculiar to Spring Batch: there is no server, and those who launch jobs are callers of all kinds. */
class SpringBatchIT {

    private HostJvm host;
    private SubjectMXBean subject;
    private int launcher;

    @BeforeEach
    void givenAnApplicationWithALauncher() throws Exception {
        host = HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .subject(BatchOnRequest.class, Library.newest("spring-batch")).start();
        subject = host.subject();
        launcher = subject.construct("launcher", 1);
        await().until(() -> host.fleet().servers().size() == 1);
    }

    @AfterEach
    void end() throws Exception {
        host.close();
    }

    private CompletableFuture<Void> request(String id, long millis) {
        return CompletableFuture.runAsync(() -> {
            try {
                subject.enqueue(launcher, id, 1, millis);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        });
    }

    @Test
    void aLaunchDuringAHoldIsRefusedWithASentenceThatSaysWhyAndLeavesNothingBehind() throws Exception {
        host.fleet().call("stopAllWithin", "30s");

        assertThatThrownBy(() -> subject.enqueue(launcher, "import", 1, 10))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("job import-0 is not started: Allstop holds the batch jobs of this JVM, as somebody has ordered. "
                        + "Nothing was written to the job repository; launch it again after the resume");

        host.fleet().call("resumeAll");
        // An instance that had been recorded would be taken for running, or for failed.
        subject.enqueue(launcher, "import", 1, 10);
        assertThat(Ledger.of(subject).ended()).containsExactly("import-0");
    }

    @Test
    void whatARunningJobLaunchesIsPartOfItAndIsWaitedFor() throws Exception {
        CompletableFuture<Void> request = request("outer", 600_000);
        await().until(() -> Ledger.of(subject).running().size() == 1);

        host.fleet().headline("quietAll");
        subject.endRunning();

        assertThat(host.fleet().call("awaitDrained", "60s")).startsWith("STOPPED 1/1 servers");
        assertThat(Ledger.of(subject).ended()).containsExactly("outer-0", "inner-of-outer-0");
        assertThat(host.fleet().json().path("counts").path("startedAfterAck").asInt()).isZero();
        request.get();
    }

    @Test
    void aJobThatIsCancelledEndsAfterItsChunkAndCanBeRestarted() throws Exception {
        CompletableFuture<Void> request = request("chunks", 200);
        await().until(() -> Ledger.of(subject).ended().size() >= 2);

        host.fleet().headline("stopAllWith", "timeout=500ms;onDeadline=cancel");

        request.get();
        await().until(() -> host.fleet().servers().get(0).path("state").asText(), "DRAINED"::equals);
        JsonNode server = host.fleet().servers().get(0);
        assertThat(server.path("cancelled").asInt()).isEqualTo(1);
        assertThat(server.path("interrupted").asInt()).isZero();
        int before = Ledger.of(subject).ended().size();
        assertThat(before).isLessThan(100);
        host.fleet().call("resumeAll");
        CompletableFuture<Void> again = request("chunks", 1);
        await().until(() -> Ledger.of(subject).ended().size() > before);
        again.get();
    }
}

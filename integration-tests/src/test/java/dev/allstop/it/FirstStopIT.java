package dev.allstop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;

import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The whole way once: option on the command line, job server, MBean, stop, report, resume. */
class FirstStopIT {

    @Test
    void aStopLetsRunningJobsEndAndNoneStartUntilTheResume() throws Exception {
        try (HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .subject(QuartzInMemory.class, Library.newest("quartz")).start()) {
            SubjectMXBean subject = host.subject();
            int orders = subject.construct("orders", 2);
            subject.enqueue(orders, "job", 20, 300);
            subject.start(orders);
            await().until(() -> Ledger.of(subject).running().size() == 2);

            FleetClient fleet = host.fleet();
            String answer = fleet.call("stopAllWithin", "30s");

            long stopped = subject.nanoTime();
            assertThat(answer).startsWith("STOPPED 1/1 servers on 1/1 nodes in ");
            Ledger atStop = Ledger.of(subject);
            assertThat(atStop.running()).isEmpty();
            assertThat(atStop.interrupted()).isEmpty();
            assertThat(atStop.ended()).hasSizeLessThan(20);
            awaitThroughout(Duration.ofSeconds(1))
                    .until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
            assertThat(fleet.json().path("counts").path("startedAfterAck").asInt()).isZero();

            assertThat(fleet.call("resumeAll")).startsWith("RESUMED");

            await().until(() -> Ledger.of(subject).ended().size() == 20);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
            // who ordered what and what came of it stays: in the log, and in the status
            assertThat(host.err()).containsPattern("audit: stop hold=\\S+ by=\".+\" from=a .*outcome=\"STOPPED 1/1 servers")
                    .containsPattern("audit: resumeAll hold=\\S+ by=\".+\" from=a .*outcome=\"RESUMED 1/1 servers");
            assertThat(fleet.json().path("orders")).extracting(order -> order.path("what").asText())
                    .containsExactly("stop", "resumeAll");
        }
    }
}

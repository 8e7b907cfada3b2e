package dev.allstop.it.springkafka;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.KafkaBroker;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is particular to consumers of Kafka: their group, and what it is told of what they have done. */
class SpringKafkaIT {

    private static final int JOBS = 60;

    private final String group = HostJvm.uniqueCluster();

    private HostJvm host(String name) {
        return HostJvm.named(name).cluster(group).option("adapters", "spring-kafka")
                .jvmOption("-Dit.broker=" + KafkaBroker.address())
                .jvmOption("-Dit.group=" + group).subject(SpringKafka.class, Library.newest("spring-kafka")).start();
    }

    private static int startedContainer(SubjectMXBean subject) throws Exception {
        int container = subject.construct("orders", 2);
        subject.start(container);
        return container;
    }

    @Test
    void ofAJvmThatIsKilledOnceItHasDrainedNothingRunsTwiceAndNothingIsLost() throws Exception {
        try (HostJvm killed = host("killed")) {
            SubjectMXBean subject = killed.subject();
            int container = startedContainer(subject);
            subject.enqueue(container, "order", JOBS, 200);
            await().until(() -> Ledger.of(subject).ended().size() >= 4);
            await().until(() -> killed.fleet().servers().size() == 1);

            assertThat(killed.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");
            List<String> done = Ledger.of(subject).ended();
            killed.process().destroyForcibly().waitFor();

            assertThat(done).hasSizeLessThan(JOBS);
            try (HostJvm heir = host("heir")) {
                SubjectMXBean rest = heir.subject();
                startedContainer(rest);
                await().until(() -> Ledger.of(rest).ended().size() >= JOBS - done.size());
                assertThat(Ledger.of(rest).started()).hasSize(JOBS - done.size()).doesNotHaveDuplicates()
                        .doesNotContainAnyElementsOf(done);
            }
        }
    }

    @Test
    void whileHeldForLongerThanMaxPollIntervalItKeepsItsPartitions() throws Exception {
        try (HostJvm host = host("patient")) {
            SubjectMXBean subject = host.subject();
            int container = startedContainer(subject);
            subject.enqueue(container, "order", JOBS, 200);
            await().until(() -> Ledger.of(subject).running().size() == 2);
            await().until(() -> host.fleet().servers().size() == 1);

            host.fleet().call("stopAllWithin", "30s");

            int before = Ledger.of(subject).started().size();
            awaitThroughout(Duration.ofSeconds(12)).atMost(Duration.ofSeconds(60))
                    .until(() -> Ledger.of(subject).started().size() == before);
            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() >= JOBS);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
            assertThat(host.err()).doesNotContain("consumer poll timeout has expired");
        }
    }
}

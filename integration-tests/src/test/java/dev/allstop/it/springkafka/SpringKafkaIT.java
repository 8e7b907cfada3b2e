package dev.allstop.it.springkafka;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.DrainedConsumer;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.KafkaBroker;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is particular to consumers of Kafka: their group, and what it is told of what they have done. */
class SpringKafkaIT extends DrainedConsumer {

    SpringKafkaIT() {
        super("spring-kafka", KafkaBroker.address(), SpringKafka.class);
    }

    /** The pool would otherwise never drain, since a consumer's task is endless. */
    @Test
    void itsConsumersMayRunInAPoolThatIsHeldAsWell() throws Exception {
        try (HostJvm host = HostJvm.named("pooled").cluster(HostJvm.uniqueCluster())
                .option("adapters", "spring-kafka,executor:consumers-*").jvmOption("-Dit.broker=" + KafkaBroker.address())
                .subject(SpringKafkaInPool.class, Library.newest("spring-kafka")).start()) {
            SubjectMXBean subject = host.subject();
            int container = startedContainer(subject);
            subject.enqueue(container, "order", JOBS, 200);
            await().until(() -> Ledger.of(subject).running().size() == 2);
            await().until(() -> host.fleet().servers().size() == 2);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 2/2 servers");

            assertThat(Ledger.of(subject).running()).isEmpty();
            int before = Ledger.of(subject).started().size();
            awaitThroughout(Duration.ofSeconds(2)).until(() -> Ledger.of(subject).started().size() == before);
            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() >= JOBS);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
            assertThat(Ledger.of(subject).interrupted()).isEmpty();
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

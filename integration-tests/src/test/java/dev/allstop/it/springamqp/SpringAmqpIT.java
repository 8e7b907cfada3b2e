package dev.allstop.it.springamqp;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.allstop.it.DrainedConsumer;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.RabbitBroker;
import dev.allstop.it.subject.SubjectMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is particular to consumers of RabbitMQ: what the broker has sent ahead, and what it is told of what was done. */
class SpringAmqpIT extends DrainedConsumer {

    SpringAmqpIT() {
        super("spring-amqp", RabbitBroker.address(), SpringAmqp.class);
    }

    @Test
    void aContainerThatIsStoppedWhileHeldGivesBackWhatTheBrokerHadSentAhead() throws Exception {
        try (HostJvm held = host("held")) {
            SubjectMXBean subject = held.subject();
            int container = startedContainer(subject);
            subject.enqueue(container, "order", JOBS, 200);
            await().until(() -> Ledger.of(subject).running().size() == 2);
            await().until(() -> held.fleet().servers().size() == 1);
            held.fleet().call("stopAllWithin", "30s");
            List<String> done = Ledger.of(subject).ended();

            subject.shutdown(container);

            assertThat(Ledger.of(subject).started()).hasSameSizeAs(done);
            thenTheRestRunsElsewhere(done);
        }
    }

    @Test
    void aDirectContainerIsUncontrolledFromTheStartAndNoStopClaimsOtherwise() throws Exception {
        try (HostJvm host = host("direct", SpringAmqpDirect.class)) {
            startedContainer(host.subject());
            await().until(() -> host.fleet().servers().size() == 1);

            assertThat(host.fleet().servers().get(0).path("state").asText()).isEqualTo("UNCONTROLLED");
            assertThat(host.fleet().servers().get(0).path("error").asText())
                    .startsWith("a DirectMessageListenerContainer runs listeners on the threads of its connection");
            assertThatIllegalStateException().isThrownBy(() -> host.fleet().call("stopAllWithin", "1s"))
                    .withMessageStartingWith("UNCONTROLLED after").withMessageContaining("1 server not under control");
        }
    }
}

package dev.allstop.it.springamqp;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.harness.RabbitBroker;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is particular to consumers of RabbitMQ: what the broker has sent ahead, and what it is told of what was done. */
class SpringAmqpIT {

    private static final int JOBS = 60;

    private final String group = HostJvm.uniqueCluster();

    private HostJvm host(String name) {
        return host(name, SpringAmqp.class);
    }

    private HostJvm host(String name, Class<? extends Subject> application) {
        return HostJvm.named(name).cluster(group).option("adapters", "spring-amqp")
                .jvmOption("-Dit.broker=" + RabbitBroker.address())
                .jvmOption("-Dit.group=" + group).subject(application, Library.newest("spring-amqp")).start();
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
            thenTheRestRunsElsewhere(done);
        }
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

    private void thenTheRestRunsElsewhere(List<String> done) throws Exception {
        try (HostJvm heir = host("heir")) {
            SubjectMXBean rest = heir.subject();
            // It joins the fleet of the one that was stopped; a hold does not cover JVMs that come later.
            startedContainer(rest);
            await().until(() -> Ledger.of(rest).ended().size() >= JOBS - done.size());
            assertThat(Ledger.of(rest).started()).hasSize(JOBS - done.size()).doesNotHaveDuplicates()
                    .doesNotContainAnyElementsOf(done);
        }
    }
}

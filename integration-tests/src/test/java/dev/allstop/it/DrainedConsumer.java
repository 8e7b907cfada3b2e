package dev.allstop.it;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds of consumers of every message broker. */
public abstract class DrainedConsumer {

    protected static final int JOBS = 60;

    private final String group = HostJvm.uniqueCluster();
    private final String kind;
    private final String broker;
    private final Class<? extends Subject> container;

    /** @param broker where it listens */
    protected DrainedConsumer(String kind, String broker, Class<? extends Subject> container) {
        this.kind = kind;
        this.broker = broker;
        this.container = container;
    }

    protected final HostJvm host(String name) {
        return host(name, container);
    }

    protected final HostJvm host(String name, Class<? extends Subject> application) {
        return HostJvm.named(name).cluster(group).option("adapters", kind).jvmOption("-Dit.broker=" + broker)
                .jvmOption("-Dit.group=" + group).subject(application, Library.newest(kind)).start();
    }

    protected static int startedContainer(SubjectMXBean subject) throws Exception {
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

    protected final void thenTheRestRunsElsewhere(List<String> done) throws Exception {
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

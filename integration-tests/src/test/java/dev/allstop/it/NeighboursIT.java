package dev.allstop.it;

import static org.assertj.core.api.Assertions.assertThat;
import static dev.allstop.it.harness.Patience.await;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.neighbours.NeighboursMain;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import org.junit.jupiter.api.Test;

/** An application that uses the same libraries as Allstop, in other versions and with settings of its own. */
class NeighboursIT {

    @Test
    void theApplicationKeepsItsVersionsAndAllstopDoesNotTakeItsSettings() throws Exception {
        try (HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .jvmOption("-Djgroups.bind_addr=192.0.2.1").jvmOption("-Djgroups.bind_port=1")
                .classPath(Library.folder("others")).classPath(Library.newest("quartz").jars())
                .main(NeighboursMain.class, QuartzInMemory.class.getName()).start()) {
            assertThat(host.out()).contains("byte-buddy says hello").containsPattern("jgroups 4\\.2\\.30\\.Final .*says hello");
            assertThat(host.err()).contains("slf4j 1.7.36 says hello");
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            subject.enqueue(server, "job", 10, 100);
            subject.start(server);
            await().until(() -> Ledger.of(subject).running().size() == 2);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");

            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 10);
        }
    }
}

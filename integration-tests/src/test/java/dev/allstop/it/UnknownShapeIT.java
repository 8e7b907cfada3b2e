package dev.allstop.it;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.Disguise;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library that does not look as its adapter needs it: its binding fails, and so does the hook around every job. */
class UnknownShapeIT {

    @Test
    void theServerIsUncontrolledFromTheStartTheApplicationRunsOnAndItIsLoggedOnce(@TempDir Path folder) throws Exception {
        Library quartz = Library.newest("quartz");
        Disguise.renameField(quartz, "org.quartz.core.JobRunShell", "firedTriggerBundle", folder);
        try (HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster()).prepend(folder)
                .subject(QuartzInMemory.class, quartz).start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            FleetClient fleet = host.fleet();

            JsonNode report = await().until(() -> fleet.servers(), servers -> servers.size() == 1).get(0);
            assertThat(report.path("state").asText()).isEqualTo("UNCONTROLLED");
            assertThat(report.path("error").asText()).contains("firedTriggerBundle");

            subject.start(server);
            subject.enqueue(server, "before", 20, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 20);

            assertThatThrownBy(() -> fleet.call("stopAllWithin", "5s")).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("UNCONTROLLED").hasMessageContaining("firedTriggerBundle");

            fleet.headline("resumeAll");
            subject.enqueue(server, "after", 20, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 40);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
            List<String> complaints = host.err().lines().filter(line -> line.contains("ERROR")).toList();
            assertThat(complaints).isNotEmpty().doesNotHaveDuplicates();
        }
    }
}

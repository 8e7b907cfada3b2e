package dev.allstop.it;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.dbscheduler.DbSchedulerFetch;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.jobrunr.JobRunrInMemory;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import dev.allstop.it.subject.SubjectMain;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions that nobody has tested are recognised by their shape, before anybody relies on them. */
class OutsideMatrixIT {

    private static HostJvm.Builder host(Class<? extends Subject> subject, String jars) {
        return HostJvm.named("a").cluster(HostJvm.uniqueCluster()).classPath(Library.folder("outside-" + jars))
                .classPath(Library.folder("common")).main(SubjectMain.class, subject.getName());
    }

    @Test
    void aVersionWithoutTheHookedMethodsIsUncontrolledFromTheStart() throws Exception {
        try (Database database = Database.h2();
                HostJvm host = host(DbSchedulerFetch.class, "db-scheduler").database(database).start()) {
            host.subject().construct("old", 2);

            await().until(() -> !host.fleet().servers().isEmpty());

            JsonNode server = host.fleet().servers().get(0);
            assertThat(server.path("library").asText()).isEqualTo("db-scheduler");
            assertThat(server.path("state").asText()).isEqualTo("UNCONTROLLED");
            assertThat(server.path("error").asText())
                    .isEqualTo("no class com.github.kagkarlsson.scheduler.FetchCandidates beside "
                            + "com.github.kagkarlsson.scheduler.Scheduler");
            assertThat(host.fleet().headline("stopAllWithin", "30s")).contains("UNCONTROLLED");
        }
    }

    @Test
    void aVersionWithTheShapeOfATestedOneIsUsedAndMarkedUntested() throws Exception {
        try (HostJvm host = host(JobRunrInMemory.class, "jobrunr").start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("other", 2);
            subject.start(server);
            subject.enqueue(server, "job", 10, 300);
            await().until(() -> Ledger.of(subject).running().size() == 2);

            String answer = host.fleet().call("stopAllWithin", "30s");

            assertThat(answer).startsWith("STOPPED 1/1");
            assertThat(host.fleet().servers()).extracting(each -> each.path("library").asText())
                    .isEqualTo(List.of("jobrunr 8.6.0 (untested)"));
            assertThat(Ledger.of(subject).running()).isEmpty();
        }
    }
}

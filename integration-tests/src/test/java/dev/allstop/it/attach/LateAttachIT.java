package dev.allstop.it.attach;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.dbscheduler.DbSchedulerFetch;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.jobrunr.JobRunrInMemory;
import dev.allstop.it.quartz.QuartzClustered;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that runs already, started with no thought of Allstop: found servers, counted jobs, the same promises. */
class LateAttachIT {

    static Stream<Arguments> subjects() {
        return Stream.of(
                Arguments.of("quartz", QuartzInMemory.class, false),
                Arguments.of("quartz", QuartzClustered.class, true),
                Arguments.of("jobrunr", JobRunrInMemory.class, false),
                Arguments.of("db-scheduler", DbSchedulerFetch.class, true));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("subjects")
    void a_saturated_server_is_found_its_running_jobs_are_waited_for_and_none_starts(
            String kind, Class<? extends Subject> subject, boolean onDatabase) throws Exception {
        try (Database database = onDatabase ? Database.h2() : null) {
            HostJvm.Builder builder = HostJvm.named("older").withoutAgent().subject(subject, Library.newest(kind));
            try (HostJvm host = (database == null ? builder : builder.database(database)).start()) {
                SubjectMXBean older = host.subject();
                int orders = older.construct("orders", 2);
                older.enqueue(orders, "long", 2, 15_000);
                older.start(orders);
                await().until(() -> Ledger.of(older).running().size() == 2);
                older.enqueue(orders, "job", 40, 200);
                List<String> before = List.copyOf(Ledger.of(older).running());

                host.attachAgent(HostJvm.uniqueCluster());
                FleetClient fleet = host.fleet();
                await("the server that is older than the attach").until(() -> fleet.servers().size() == 1);
                assertThat(fleet.servers().get(0).path("state").asText()).isEqualTo("RUNNING");

                fleet.call("quietAll");
                long quiet = older.nanoTime();
                assertThat(fleet.servers().get(0).path("state").asText()).isEqualTo("DRAINING");
                assertThat(Ledger.of(older).running()).containsExactlyInAnyOrderElementsOf(before);

                assertThat(fleet.call("awaitDrained", "60s")).startsWith("STOPPED 1/1 servers");
                assertThat(Ledger.of(older).ended()).containsAll(before);
                assertThat(Ledger.of(older).interrupted()).isEmpty();
                awaitThroughout(Duration.ofSeconds(1))
                        .until(() -> Ledger.of(older).startedAfter(quiet), List::isEmpty);

                fleet.call("resumeAll");
                await().until(() -> Ledger.of(older).ended().size() == 42);
                assertThat(Ledger.of(older).repeated()).isEmpty();
            }
        }
    }
}

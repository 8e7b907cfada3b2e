package dev.allstop.it.quartz;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.Disguise;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What only Quartz has: triggers acquired ahead of time, stores and thread pools of others, jobs dropped on the way. */
class QuartzIT {

    private static final Duration A_WHILE = Duration.ofSeconds(2);

    static Stream<Library> versions() {
        return Library.all("quartz").stream();
    }

    private static HostJvm.Builder host(String name, String cluster, Class<? extends Subject> subject, Library quartz) {
        return HostJvm.named(name).cluster(cluster).subject(subject, quartz);
    }

    private static int startedServer(SubjectMXBean subject) throws Exception {
        int server = subject.construct("orders", 2);
        subject.start(server);
        return server;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void triggersThatFallDueAroundAStopFireBeforeTheAcknowledgementOrAfterTheResume(Library quartz) throws Exception {
        try (HostJvm host = host("a", HostJvm.uniqueCluster(), QuartzAhead.class, quartz).start()) {
            SubjectMXBean subject = host.subject();
            int server = startedServer(subject);
            FleetClient fleet = host.fleet();
            int enqueued = 0;
            for (int round = 0; round < 10; round++) {
                for (int delay = 5; delay <= 200; delay += 5) {
                    subject.enqueue(server, "round" + round + "-" + delay, 1, delay);
                    enqueued++;
                }

                fleet.call("stopAllWithin", "30s");

                long stopped = subject.nanoTime();
                awaitThroughout(Duration.ofMillis(300)).until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
                fleet.call("resumeAll");
                int all = enqueued;
                await().until(() -> Ledger.of(subject).ended().size() == all);
            }
            assertThat(Ledger.of(subject).repeated()).isEmpty();
            assertThat(fleet.json().path("counts").path("startedAfterAck").asInt()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("versions")
    void aTriggerAcquiredAheadOfTimeIsReleasedSoThatAnotherNodeFiresIt(Library quartz) throws Exception {
        String cluster = HostJvm.uniqueCluster();
        try (Database database = Database.h2();
                HostJvm a = host("a", cluster, QuartzClusteredAhead.class, quartz).database(database).start();
                HostJvm b = host("b", cluster, QuartzClusteredAhead.class, quartz).database(database).start()) {
            SubjectMXBean held = a.subject();
            int server = startedServer(held);
            held.enqueue(server, "ahead", 4, 15_000);
            held.enqueue(server, "now", 1, 0);
            // Its next look at the store, right after this job, acquires what is due within the next 30 seconds.
            await().until(() -> Ledger.of(held).of("now").ended().size() == 1);
            SubjectMXBean free = b.subject();
            startedServer(free);
            await().until(() -> a.fleet().servers().size() == 2);

            assertThat(a.fleet().call("stopAllWith", "timeout=30s;select=node=a")).startsWith("STOPPED 1/1 servers");

            await().until(() -> Ledger.of(free).of("ahead").ended().size() == 4);
            assertThat(Ledger.of(held).of("ahead").started()).isEmpty();
        }
    }

    @Test
    void aJobStoreThatIsNotTheLibrarysOwnIsGatedAsWell(@TempDir Path folder) throws Exception {
        Library quartz = Library.newest("quartz");
        String store = "org.quartz.simpl.ForeignJobStore";
        Disguise.copyClass(quartz, "org.quartz.simpl.RAMJobStore", store, folder);
        try (HostJvm host = host("a", HostJvm.uniqueCluster(), QuartzInMemory.class, quartz).prepend(folder)
                .jvmOption("-Dit.org.quartz.jobStore.class=" + store).start()) {
            SubjectMXBean subject = host.subject();
            int server = startedServer(subject);
            FleetClient fleet = host.fleet();
            for (int round = 0; round < 10; round++) {
                subject.enqueue(server, "round" + round, 12, 50);
                await().until(() -> Ledger.of(subject).running().size() == 2);

                assertThat(fleet.call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");

                long stopped = subject.nanoTime();
                assertThat(Ledger.of(subject).running()).isEmpty();
                awaitThroughout(Duration.ofMillis(300)).until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
                fleet.call("resumeAll");
            }
            await().until(() -> Ledger.of(subject).ended().size() == 120);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
        }
    }

    @Test
    void whatWaitsInTheQueueOfAnotherThreadPoolIsGivenBackAndRunsOnceAfterTheResume() throws Exception {
        try (HostJvm host = host("a", HostJvm.uniqueCluster(), QuartzInMemory.class, Library.newest("quartz"))
                .jvmOption("-Dit.org.quartz.threadPool.class=" + QueueingThreadPool.class.getName()).start()) {
            SubjectMXBean subject = host.subject();
            int server = startedServer(subject);
            subject.enqueue(server, "job", 20, 1_000);
            await().until(() -> host.fleet().running().size() == 20);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");

            assertThat(Ledger.of(subject).running()).isEmpty();
            int done = Ledger.of(subject).ended().size();
            assertThat(host.fleet().servers().get(0).path("givenBack").asInt()).isPositive().isEqualTo(20 - done);
            awaitThroughout(A_WHILE).until(() -> Ledger.of(subject).started().size() == done);
            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 20);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
        }
    }

    @Test
    void aJobThatTheLibraryDropsOnTheWayDoesNotKeepTheServerFromDraining() throws Exception {
        try (HostJvm host = host("a", HostJvm.uniqueCluster(), QuartzInMemory.class, Library.newest("quartz")).start()) {
            SubjectMXBean subject = host.subject();
            int server = startedServer(subject);
            subject.enqueue(server, "broken", 5, 10);
            subject.enqueue(server, "sound", 5, 10);
            await().until(() -> Ledger.of(subject).of("sound").ended().size() == 5);
            await().until(() -> host.fleet().running(), List::isEmpty);

            assertThat(host.fleet().call("stopAllWithin", "10s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        }
    }

    @Test
    void atTheDeadlineAJobIsAskedToEndByTheLibrarysOwnMeans() throws Exception {
        try (HostJvm host = host("a", HostJvm.uniqueCluster(), QuartzInMemory.class, Library.newest("quartz")).start()) {
            SubjectMXBean subject = host.subject();
            int server = startedServer(subject);
            subject.enqueue(server, "endless", 1, 600_000);
            await().until(() -> Ledger.of(subject).running().size() == 1);

            host.fleet().headline("stopAllWith", "timeout=1s;onDeadline=cancel");

            await().until(() -> Ledger.of(subject).interrupted(), List.of("endless-0")::equals);
            await().until(() -> host.fleet().servers().get(0), drained -> drained.path("state").asText().equals("DRAINED"));
            JsonNode report = host.fleet().servers().get(0);
            assertThat(report.path("cancelled").asInt()).isEqualTo(1);
            assertThat(report.path("interrupted").asInt()).isZero();
        }
    }
}

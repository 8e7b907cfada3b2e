package dev.allstop.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.conformance.Variant.Row;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.springscheduling.AsyncJobs;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What Allstop promises of every kind of job server, judged by the ledger that the jobs themselves write in a JVM of
 * their own.
 */
@ExtendWith(ConformanceTable.class)
class ConformanceIT {

    private static final int ROUNDS = Integer.getInteger("allstop.it.rounds");
    /** Long enough for a leak to show: every library looks for work within this time once it has been woken. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);
    /** Of a recurring job: more than its library tolerates as late. */
    private static final int PERIODS_MISSED = 4;
    private static final int PERIODS_AFTER = 2;
    /** Jobs for several seconds on two threads: more than a look and a call take on a busy machine. */
    private static final int BACKLOG = 150;
    /** The duration of a job that lasts until the test has seen what it has to see, or until its JVM ends. */
    private static final long UNTIL_TOLD = 600_000;

    private final List<AutoCloseable> resources = new ArrayList<>();
    private final String cluster = HostJvm.uniqueCluster();
    private Row row;
    private Database database;
    private HostJvm host;
    private SubjectMXBean subject;

    Row row() {
        return row;
    }

    private void given(Row tested, Guarantee guarantee) {
        given(tested, guarantee, tested.subject());
    }

    private void given(Row tested, Guarantee guarantee, Class<? extends Subject> application) {
        row = tested;
        if (row.cannot(guarantee) != null) {
            abort(row.cannot(guarantee));
        }
        database = row.startDatabase();
        if (database != null) {
            resources.add(database);
        }
        host = host("a", application);
        subject = host.subject();
    }

    private HostJvm host(String name, Class<? extends Subject> application) {
        HostJvm.Builder builder = row.host(name, application, database).cluster(cluster);
        if (application == row.starter()) {
            builder.classPath(Library.folder(row.springBoot()));
        }
        HostJvm started = builder.start();
        resources.add(0, started);
        return started;
    }

    @AfterEach
    void endHosts() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    @Proves(Guarantee.NO_START_AFTER_ACK)
    void givenASaturatedPoolWithABacklogNothingStartsAfterTheAcknowledgement(Row tested) throws Exception {
        given(tested, Guarantee.NO_START_AFTER_ACK);
        int server = startedServer("saturated", 2);
        FleetClient fleet = host.fleet();
        await().until(() -> fleet.servers().size() == 1);
        fleet.call("stopAllWithin", "60s");
        int enqueued = backlog(server, 0);
        fleet.call("resumeAll");
        for (int round = 0; round < ROUNDS; round++) {
            await().until(() -> Ledger.of(subject).running().size() == 2);

            fleet.call("quietAll");

            // In this order: what was passed before the acknowledgement and writes its start after the second line was
            // running at the first.
            List<JsonNode> stillRunning = fleet.running();
            long acknowledged = subject.nanoTime();
            fleet.call("awaitDrained", "30s");
            awaitThroughout(Duration.ofMillis(100))
                    .until(() -> startedUnannounced(acknowledged, stillRunning), List::isEmpty);
            assertThat(fleet.json().path("counts").path("startedAfterAck").asInt()).isZero();

            enqueued = backlog(server, enqueued);
            long resumed = subject.nanoTime();
            fleet.call("resumeAll");
            await().until(() -> !Ledger.of(subject).startedAfter(resumed).isEmpty());
        }
        thenAllEndOnceWhenTold(enqueued);
    }

    /** Filled up while nothing runs: a pool that works faster than this test looks would otherwise have emptied it. */
    private int backlog(int server, int enqueued) throws Exception {
        int missing = BACKLOG - (enqueued - Ledger.of(subject).started().size());
        if (missing > 0) {
            subject.enqueue(server, "from" + enqueued, missing, 60);
        }
        return enqueued + Math.max(0, missing);
    }

    /** A job may have been counted as running at the acknowledgement an instant before it wrote its first line. */
    private List<String> startedUnannounced(long acknowledged, List<JsonNode> announced) {
        Ledger ledger = Ledger.of(subject);
        List<String> started = ledger.startedAfter(acknowledged);
        if (row.hasIds()) {
            return started.stream().filter(job -> announced.stream()
                    .noneMatch(known -> (known.path("job").asText() + known.path("id").asText()).contains(job))).toList();
        }
        // Those that had written their first line by then are among the announced, and account for no other.
        long running = ledger.runningAt(acknowledged).size();
        return started.stream().skip(Math.max(0, announced.size() - running)).toList();
    }

    private void endJobsUntilDrained(String answer) {
        await().until(() -> {
            subject.endRunning();
            return host.fleet().headline("awaitDrained", "1s");
        }, headline -> headline.startsWith(answer));
    }

    private void thenAllEndOnceWhenTold(int jobs) {
        await().until(() -> {
            subject.endRunning();
            return Ledger.of(subject).ended().size() >= jobs;
        });
        thenAllEndOnce(jobs);
    }

    private void thenAllEndOnce(int jobs) {
        await().until(() -> Ledger.of(subject).ended().size() >= jobs);
        Ledger ledger = Ledger.of(subject);
        assertThat(ledger.ended()).hasSize(jobs);
        assertThat(ledger.repeated()).isEmpty();
        assertThat(ledger.interrupted()).isEmpty();
    }

    @Proves(Guarantee.LONG_JOB_UNHARMED)
    void givenAJobLongerThanEveryTimeOutTheDrainWaitsAndItRunsOnce(Row tested) throws Exception {
        given(tested, Guarantee.LONG_JOB_UNHARMED);
        int server = startedServer("long", 2);
        subject.enqueue(server, "long", 1, row.longJobMillis());
        await().until(() -> Ledger.of(subject).running().size() == 1);
        SubjectMXBean other = null;
        int otherServer = 0;
        if (row.onDatabase()) {
            other = host("b", row.subject()).subject();
            otherServer = other.construct("long", 2);
            other.start(otherServer);
            await().until(() -> host.fleet().servers().size() == 2);
        }

        String answer = host.fleet().call("stopAllWith", "timeout=60s;select=node=a");

        assertThat(answer).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(Ledger.of(subject).of("long").ended()).containsExactly("long-0");
        assertThat(Ledger.of(subject).interrupted()).isEmpty();
        if (other != null) {
            SubjectMXBean free = other;
            free.enqueue(otherServer, "meanwhile", 5, 10);
            await().until(() -> Ledger.of(free).of("meanwhile").ended().size() == 5);
            assertThat(Ledger.of(free).of("long").started()).isEmpty();
        }
        host.fleet().call("resumeAll");
        subject.enqueue(server, "after", 1, 10);
        SubjectMXBean somebodyElse = other;
        await().until(() -> !Ledger.of(subject).of("after").ended().isEmpty()
                || somebodyElse != null && !Ledger.of(somebodyElse).of("after").ended().isEmpty());
        assertThat(Ledger.of(subject).of("long").started()).hasSize(1);
    }

    @Proves(Guarantee.NEVER_DRAINED_EARLY)
    void whenAStopReturnsNothingRunsAndNothingHandedOverStillStarts(Row tested) throws Exception {
        given(tested, Guarantee.NEVER_DRAINED_EARLY);
        int server = startedServer("batch", 4);
        FleetClient fleet = host.fleet();
        int rounds = ROUNDS / 2;
        for (int round = 0; round < rounds; round++) {
            int started = Ledger.of(subject).started().size();
            subject.enqueue(server, "round" + round, 12, 20 + 10 * (round % 5));
            await().until(() -> Ledger.of(subject).started().size() > started);

            fleet.call("stopAllWithin", "30s");

            long stopped = subject.nanoTime();
            assertThat(Ledger.of(subject).running()).isEmpty();
            awaitThroughout(Duration.ofMillis(300))
                    .until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
            fleet.call("resumeAll");
        }
        thenAllEndOnce(12 * rounds);
    }

    @Proves(Guarantee.RESUME)
    void afterAResumeWorkGoesOnWithoutABurstAndWithNothingLost(Row tested) throws Exception {
        given(tested, Guarantee.RESUME);
        int server = startedServer("resumed", 2);
        long period = row.repeatMillis();
        subject.repeat(server, "tick", period);
        await().until(() -> Ledger.of(subject).of("tick").ended().size() >= 2);
        host.fleet().call("stopAllWithin", "30s");
        subject.enqueue(server, "waiting", 5, 10);
        int before = Ledger.of(subject).of("tick").started().size();
        awaitThroughout(Duration.ofMillis(PERIODS_MISSED * period))
                .until(() -> Ledger.of(subject).started().size() == before);

        host.fleet().call("resumeAll");

        await().until(() -> Ledger.of(subject).of("waiting").ended().size() == 5);
        await().until(() -> Ledger.of(subject).of("tick").started().size() >= before + 2);
        // One late run and the next one in time are the libraries' own rules; more than that would make up for the missed.
        // Not by how close two runs are: on a busy machine libraries run late by themselves, and then closer.
        long resumed = startsOf("tick").skip(before).findFirst().orElseThrow();
        long periodsLater = resumed + TimeUnit.MILLISECONDS.toNanos(PERIODS_AFTER * period);
        await().until(() -> subject.nanoTime() > periodsLater);
        assertThat(startsOf("tick").skip(before).filter(start -> start < periodsLater).count())
                .isLessThanOrEqualTo(PERIODS_AFTER + 2);
        assertThat(Ledger.of(subject).of("waiting").repeated()).isEmpty();
    }

    private Stream<Long> startsOf(String prefix) {
        return Ledger.of(subject).of(prefix).entries().stream().filter(entry -> entry.what().equals("START"))
                .map(Ledger.Entry::nanos);
    }

    @Proves(Guarantee.STAYS_PAUSED)
    void whatSomebodyHadPausedStaysPausedAfterTheResume(Row tested) throws Exception {
        given(tested, Guarantee.STAYS_PAUSED);
        int server = startedServer("paused", 2);
        subject.pause(server);
        host.fleet().call("stopAllWithin", "30s");
        assertThat(host.fleet().servers().get(0).path("stateBefore").asText()).isNotIn("RUNNING", "null", "");

        host.fleet().call("resumeAll");

        subject.enqueue(server, "job", 1, 10);
        awaitThroughout(A_WHILE).until(() -> Ledger.of(subject).started(), List::isEmpty);
        subject.unpause(server);
        await().until(() -> Ledger.of(subject).ended().size() == 1);
    }

    @Proves(Guarantee.ANY_ORDER)
    void duringAHoldTheApplicationMayStartPauseAndShutDownInAnyOrder(Row tested) throws Exception {
        given(tested, Guarantee.ANY_ORDER);
        int running = startedServer("running", 2);
        int constructed = subject.construct("constructed", 2);
        int ending = startedServer("ending", 2);
        await().until(() -> host.fleet().servers().size() == 3);
        host.fleet().call("stopAllWithin", "30s");
        long stopped = subject.nanoTime();

        subject.start(constructed);
        subject.enqueue(constructed, "constructed", 2, 10);
        subject.pause(running);
        subject.unpause(running);
        subject.enqueue(running, "running", 2, 10);
        subject.shutdown(ending);

        awaitThroughout(A_WHILE)
                .until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
        assertThat(host.fleet().servers()).extracting(server -> server.path("state").asText())
                .containsExactlyInAnyOrder("DRAINED", "DRAINED", "SHUTDOWN");
        assertThat(host.fleet().attribute("Drained")).isEqualTo(true);
        host.fleet().call("resumeAll");
        thenAllEndOnce(4);
        await().until(() -> host.fleet().servers().size() == 2);
    }

    @Proves(Guarantee.BORN_HELD)
    void aServerConstructedDuringAHoldRunsNothingUntilTheResume(Row tested) throws Exception {
        given(tested, Guarantee.BORN_HELD);
        startedServer("before", 2);
        host.fleet().call("stopAllWithin", "30s");

        int late = startedServer("late", 2);
        subject.enqueue(late, "job", 4, 10);

        awaitThroughout(A_WHILE).until(() -> Ledger.of(subject).started(), List::isEmpty);
        assertThat(host.fleet().servers()).hasSize(2)
                .allSatisfy(server -> assertThat(server.path("state").asText()).isEqualTo("DRAINED"));
        host.fleet().call("resumeAll");
        thenAllEndOnce(4);
    }

    @Proves(Guarantee.EQUAL_NAMES)
    void serversWithEqualNamesAreToldApartAndAllStopped(Row tested) throws Exception {
        given(tested, Guarantee.EQUAL_NAMES);
        int one = startedServer("twin", 2);
        int two = startedServer("twin", 2);
        subject.enqueue(one, "one", 4, UNTIL_TOLD);
        subject.enqueue(two, "two", 4, UNTIL_TOLD);
        await().until(() -> Ledger.of(subject).running().size() >= 2);
        await().until(() -> host.fleet().servers().size() == 2);

        host.fleet().call("quietAll");
        endJobsUntilDrained("STOPPED 2/2 servers on 1/1 nodes");

        long stopped = subject.nanoTime();
        assertThat(host.fleet().servers()).extracting(server -> server.path("name").asText()).doesNotHaveDuplicates()
                .anyMatch(name -> name.endsWith("~2"));
        awaitThroughout(A_WHILE)
                .until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
        host.fleet().call("resumeAll");
        thenAllEndOnceWhenTold(8);
    }

    @Proves(Guarantee.RUNNING_LISTED)
    void runningJobsAreListedWithNameIdThreadAndStartTime(Row tested) throws Exception {
        given(tested, Guarantee.RUNNING_LISTED);
        Instant before = Instant.now().minusSeconds(1);
        int server = startedServer("listed", 2);
        subject.enqueue(server, "listed", 2, UNTIL_TOLD);
        await().until(() -> Ledger.of(subject).running().size() == 2);
        await().until(() -> host.fleet().servers().size() == 1);
        assertThat(host.fleet().servers().get(0).path("library").asText()).as("what is run here counts as tested")
                .doesNotContain("untested");

        List<JsonNode> running = await().until(() -> host.fleet().running(), jobs -> jobs.size() == 2);

        assertThat(running).allSatisfy(job -> {
            assertThat(job.path("job").asText()).isNotBlank();
            assertThat(job.path("id").asText()).isNotBlank();
            assertThat(job.path("thread").asText()).isNotBlank();
            assertThat(Instant.parse(job.path("startedAt").asText())).isAfter(before).isBefore(Instant.now());
        });
        if (row.hasIds()) {
            assertThat(running).extracting(job -> job.path("job").asText() + job.path("id").asText())
                    .anyMatch(text -> text.contains("listed-0")).anyMatch(text -> text.contains("listed-1"));
        } else {
            assertThat(running).extracting(job -> job.path("job").asText())
                    .containsOnly(AsyncJobs.class.getName() + ".run");
        }
        assertThat(running).extracting(job -> job.path("id").asText()).doesNotHaveDuplicates();
    }

    @Proves(Guarantee.FRAMEWORK)
    void whatItsStarterBuiltIsStoppedAndResumedAndItsContextClosesDuringAHold(Row tested) throws Exception {
        row = tested;
        if (row.starter() == null) {
            abort("built by a starter it is not run here");
        }
        if (row.springBoot() == null) {
            abort("its starter is run with the newest version, and with one for Spring Boot 3");
        }
        given(tested, Guarantee.FRAMEWORK, row.starter());
        int server = startedServer("boot", 2);
        subject.enqueue(server, "job", 6, UNTIL_TOLD);
        await().until(() -> Ledger.of(subject).running().size() == 2);

        host.fleet().call("quietAll");
        endJobsUntilDrained("STOPPED 1/1 servers on 1/1 nodes");

        long stopped = subject.nanoTime();
        awaitThroughout(A_WHILE).until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);
        host.fleet().call("resumeAll");
        thenAllEndOnceWhenTold(6);
        host.fleet().call("stopAllWithin", "30s");
        subject.enqueue(server, "late", 2, 10);
        subject.shutdown(server);
        await().until(() -> host.fleet().servers().get(0).path("state").asText(), "SHUTDOWN"::equals);
        assertThat(Ledger.of(subject).of("late").started()).isEmpty();
    }

    private int startedServer(String name, int workers) throws Exception {
        int server = subject.construct(name, workers);
        subject.start(server);
        if (server == 0) {
            host.fleet().awaitJoined();
        }
        return server;
    }
}

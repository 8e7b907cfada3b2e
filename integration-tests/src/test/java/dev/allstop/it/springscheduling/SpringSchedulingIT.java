package dev.allstop.it.springscheduling;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Jdks;
import dev.allstop.it.harness.Jdks.Jdk;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code @Scheduled} methods, and what else a scheduler of Spring's is given, in a real context. */
class SpringSchedulingIT {

    private static final Duration HOLD = Duration.ofSeconds(2);
    private static final int VIRTUAL_THREADS_SINCE = 21;

    private static HostJvm.Builder application() {
        return HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .subject(AnnotatedApplication.class, Library.newest("spring-scheduling"));
    }

    /** With the pool of its {@code @Async} methods named. */
    private static HostJvm.Builder asyncApplication() {
        return application().option("adapters", "all,executor:it-async-*");
    }

    private static int started(SubjectMXBean subject, String scheduler) throws Exception {
        int context = subject.construct(scheduler, 2);
        subject.start(context);
        await().until(() -> Ledger.of(subject).of("rate").ended().size() >= 3
                && Ledger.of(subject).of("delay").ended().size() >= 3
                && !Ledger.of(subject).of("cron").ended().isEmpty());
        return context;
    }

    private static void thenNothingStarts(SubjectMXBean subject, Duration length) {
        long now = subject.nanoTime();
        awaitThroughout(length).until(() -> Ledger.of(subject).startedAfter(now), List::isEmpty);
    }

    /** Closer to the first run after a hold than their period may be that one itself, and the next in time. */
    private static void thenGoesOnWithoutABurst(SubjectMXBean subject, String job, long resumed, long periodMillis) {
        thenGoesOnWithoutABurst(subject, job, resumed, periodMillis, 2);
    }

    private static void thenGoesOnWithoutABurst(SubjectMXBean subject, String job, long resumed, long periodMillis,
            int atOnce) {
        await(job).until(() -> Ledger.of(subject).of(job).startedAfter(resumed).size() >= 4);
        List<Long> starts = Ledger.of(subject).of(job).entries().stream()
                .filter(entry -> entry.what().equals("START") && entry.nanos() > resumed).map(Ledger.Entry::nanos).toList();
        assertThat(starts).as(job)
                .filteredOn(start -> start - starts.get(0) < periodMillis * 900_000).hasSizeLessThanOrEqualTo(atOnce);
    }

    private static void timersGoOn(HostJvm host, String scheduler, boolean once) throws Exception {
        SubjectMXBean subject = host.subject();
        int context = started(subject, scheduler);
        FleetClient fleet = host.fleet();
        assertThat(fleet.call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers");
        if (once) {
            subject.enqueue(context, "once", 1, 300);
        }

        thenNothingStarts(subject, HOLD);

        long resumed = subject.nanoTime();
        fleet.call("resumeAll");
        thenGoesOnWithoutABurst(subject, "rate", resumed, 200);
        thenGoesOnWithoutABurst(subject, "delay", resumed, 200);
        thenGoesOnWithoutABurst(subject, "cron", resumed, 1_000);
        if (once) {
            await().until(() -> !Ledger.of(subject).of("once").ended().isEmpty());
            assertThat(Ledger.of(subject).of("once").started()).hasSize(1);
        }
        assertThat(Ledger.of(subject).interrupted()).isEmpty();
    }

    @Test
    void timersOfEveryKindGoOnAfterAHoldWithoutABurstAndWhatIsDueOnceIsKept() throws Exception {
        try (HostJvm host = application().start()) {
            timersGoOn(host, "pool", true);
        }
    }

    @Test
    void withoutASchedulerOfItsOwnAContextIsHeldByTheOneThatSpringMakes() throws Exception {
        try (HostJvm host = application().start()) {
            timersGoOn(host, "none", false);
        }
    }

    @Test
    void virtualThreadsAreHeldToo() throws Exception {
        try (HostJvm host = application().jdk(withVirtualThreads().home()).start()) {
            timersGoOn(host, "virtual", true);
        }
    }

    private static Jdk withVirtualThreads() throws IOException {
        List<Jdk> jdks = Jdks.thisAndNewest();
        Jdk newest = jdks.get(jdks.size() - 1);
        assumeTrue(newest.feature() >= VIRTUAL_THREADS_SINCE, () -> "virtual threads need JDK " + VIRTUAL_THREADS_SINCE
                + ", and the newest here is " + newest);
        return newest;
    }

    /** By default Spring drops what it has not started; told to wait, it would run it. */
    @ParameterizedTest(name = "waiting for tasks: {0}, {1} s")
    @CsvSource({"false, 0", "true, 0", "true, 60"})
    void aContextThatClosesDuringAHoldEndsWithoutAStart(boolean wait, int seconds) throws Exception {
        try (HostJvm host = application().jvmOption("-Dit.wait=" + wait).jvmOption("-Dit.wait.seconds=" + seconds).start()) {
            SubjectMXBean subject = host.subject();
            int context = started(subject, "pool");
            FleetClient fleet = host.fleet();
            fleet.call("stopAllWithin", "30s");
            subject.enqueue(context, "later", 2, 100);
            subject.enqueue(context, "call", 1, 0);
            long stopped = subject.nanoTime();
            awaitThroughout(Duration.ofSeconds(1)).until(() -> Ledger.of(subject).startedAfter(stopped), List::isEmpty);

            CompletableFuture<Void> closed = CompletableFuture.runAsync(() -> shutdown(subject, context));

            await("the context is closed").until(closed::isDone);
            closed.join();
            assertThat(fleet.servers().get(0).path("state").asText()).isEqualTo("SHUTDOWN");
            awaitNoThreadOf(host, "taskScheduler-");
            assertThat(Ledger.of(subject).startedAfter(stopped)).allMatch(job -> job.startsWith("cancelled-"));
            // Threads waited with some of them in their hands; who waits for the outcome of any is told.
            assertThat(Ledger.of(subject).of("cancelled-").ended()).hasSize(3);
            assertThat(fleet.json().path("counts").path("startedAfterAck").asInt()).isZero();
        }
    }

    private static void shutdown(SubjectMXBean subject, int context) {
        try {
            subject.shutdown(context);
        } catch (Exception thrown) {
            throw new IllegalStateException(thrown);
        }
    }

    private static void awaitNoThreadOf(HostJvm host, String prefix) {
        await("the end of the threads " + prefix + "*").until(() -> host.threadNames().stream()
                .noneMatch(name -> name.startsWith(prefix)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pool", "async", "none"})
    void aStoppedContextStaysStoppedAndAHeldOneStopsAtOnce(String scheduler) throws Exception {
        try (HostJvm host = (scheduler.equals("async") ? asyncApplication() : application()).start()) {
            SubjectMXBean subject = host.subject();
            int context = started(subject, scheduler);
            host.fleet().call("stopAllWithin", "30s");

            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> {
                try {
                    subject.pause(context);
                } catch (Exception thrown) {
                    throw new IllegalStateException(thrown);
                }
            });

            await("the context is stopped").until(stopped::isDone);
            stopped.join();
            host.fleet().call("resumeAll");
            if (!scheduler.equals("none")) {
                thenNothingStarts(subject, HOLD);
                subject.unpause(context);
            }
            int before = Ledger.of(subject).of("rate").started().size();
            await().until(() -> Ledger.of(subject).of("rate").started().size() > before);
        }
    }

    @Test
    void aScheduledMethodThatIsAsyncIsHeldByItsSchedulerAndByItsPool() throws Exception {
        try (HostJvm host = asyncApplication().start()) {
            SubjectMXBean subject = host.subject();
            started(subject, "async");
            await().until(() -> !Ledger.of(subject).of("async").ended().isEmpty());
            FleetClient fleet = host.fleet();
            await().until(() -> fleet.servers().size() == 2);
            assertThat(fleet.servers()).extracting(server -> server.path("kind").asText())
                    .containsExactlyInAnyOrder("spring-scheduling", "executor");

            assertThat(fleet.call("stopAllWithin", "30s")).startsWith("STOPPED 2/2 servers");
            thenNothingStarts(subject, HOLD);

            long resumed = subject.nanoTime();
            fleet.call("resumeAll");
            // One more than elsewhere: it may have been handed over and not begun when the hold came.
            thenGoesOnWithoutABurst(subject, "async", resumed, 200, 3);
            assertThat(Ledger.of(subject).interrupted()).isEmpty();
        }
    }

    @Test
    void aScheduledMethodIsListedByItsName() throws Exception {
        try (HostJvm host = application().start()) {
            SubjectMXBean subject = host.subject();
            subject.start(subject.construct("long", 3));

            List<JsonNode> running = await().until(() -> host.fleet().running().stream()
                    .filter(job -> job.path("job").asText().endsWith(".forHalfASecond")).toList(), jobs -> !jobs.isEmpty());

            assertThat(running.get(0).path("job").asText()).startsWith(AnnotatedApplication.class.getName());
            assertThat(running.get(0).path("thread").asText()).startsWith("taskScheduler-");
            assertThat(host.fleet().servers()).singleElement().satisfies(server -> {
                assertThat(server.path("kind").asText()).isEqualTo("spring-scheduling");
                assertThat(server.path("name").asText()).isEqualTo("taskScheduler");
            });
        }
    }
}

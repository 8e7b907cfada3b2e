package dev.allstop.it.executor;

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
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools of the JDK that the operator has named. */
class ExecutorIT {

    private static final Duration A_WHILE = Duration.ofSeconds(1);
    private static final int VIRTUAL_THREADS_SINCE = 21;

    private static HostJvm.Builder application(String adapters) {
        return HostJvm.named("a").cluster(HostJvm.uniqueCluster()).option("adapters", adapters)
                .subject(ManyPools.class, Library.JDK);
    }

    private static List<String> names(FleetClient fleet) {
        return fleet.servers().stream().map(server -> server.path("name").asText()).toList();
    }

    private static void thenNothingStarts(SubjectMXBean subject) {
        long now = subject.nanoTime();
        awaitThroughout(A_WHILE).until(() -> Ledger.of(subject).startedAfter(now), List::isEmpty);
    }

    @Test
    void onlyPoolsWhoseThreadsAreCalledSoAreHeld() throws Exception {
        try (HostJvm host = application("all,executor:fixed-orders-*;cached-mail-*").start()) {
            SubjectMXBean subject = host.subject();
            int orders = subject.construct("fixed-orders", 2);
            int mail = subject.construct("cached-mail", 2);
            int requests = subject.construct("fixed-requests", 2);
            for (int pool : List.of(orders, mail, requests)) {
                subject.enqueue(pool, "first" + pool, 2, 10);
            }
            await().until(() -> Ledger.of(subject).ended().size() == 6);
            FleetClient fleet = host.fleet();
            await().until(() -> names(fleet).containsAll(List.of("fixed-orders", "cached-mail")));

            assertThat(fleet.call("stopAllWithin", "30s")).startsWith("STOPPED 2/2 servers");

            subject.enqueue(orders, "order", 20, 10);
            // More than a thread each would be good for anybody.
            subject.enqueue(mail, "mail", 300, 1);
            subject.enqueue(requests, "request", 20, 1);
            await().until(() -> Ledger.of(subject).of("request").ended().size() == 20);
            thenNothingStarts(subject);
            assertThat(host.threadNames()).filteredOn(name -> name.startsWith("cached-mail")).hasSizeLessThanOrEqualTo(2);
            fleet.call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 6 + 20 + 300 + 20);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
        }
    }

    @Test
    void aPoolThatIsMadeDuringAHoldRunsNothingUntilTheResume() throws Exception {
        try (HostJvm host = application("executor:fixed-*;scheduled-*").start()) {
            SubjectMXBean subject = host.subject();
            int first = subject.construct("fixed-first", 1);
            subject.enqueue(first, "first", 1, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 1);
            host.fleet().call("stopAllWithin", "30s");

            int late = subject.construct("fixed-late", 2);
            int ticking = subject.construct("scheduled-late", 2);
            subject.enqueue(late, "late", 10, 1);
            subject.enqueue(late, "stage", 10, 1);
            subject.repeat(ticking, "tick", 100);

            thenNothingStarts(subject);
            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).of("late").ended().size() == 10
                    && Ledger.of(subject).of("stage").ended().size() == 10
                    && Ledger.of(subject).of("tick").ended().size() >= 3);
        }
    }

    /** Four tasks: two threads have one each in their hands, two are queued. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"fixed-orders", "scheduled-orders", "cached-orders"})
    void shutdownNowDuringAHoldReturnsAllThatWasNotBegun(String name) throws Exception {
        try (HostJvm host = application("executor:" + name + "*").start()) {
            SubjectMXBean subject = host.subject();
            int pool = heldPool(host, name);
            subject.enqueue(pool, "plain", 2, 10);
            subject.enqueue(pool, "future", 2, 10);
            thenNothingStarts(subject);

            subject.pause(pool);
            subject.unpause(pool);

            assertThat(Ledger.of(subject).of("terminated").ended()).hasSize(1);
            assertThat(Ledger.of(subject).of("returned").ended()).hasSize(4);
            thenHeldTasksHaveNotRun(host, subject);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"fixed-orders", "scheduled-orders", "cached-orders"})
    void aPoolThatIsShutDownDuringAHoldEndsWithoutAStart(String name) throws Exception {
        try (HostJvm host = application("executor:" + name + "*").start()) {
            SubjectMXBean subject = host.subject();
            int pool = heldPool(host, name);
            subject.enqueue(pool, "plain", 2, 10);
            subject.enqueue(pool, "call", 2, 10);
            thenNothingStarts(subject);

            subject.shutdown(pool);
            subject.unpause(pool);
            subject.pause(pool);

            assertThat(Ledger.of(subject).of("terminated").ended()).hasSize(1);
            assertThat(Ledger.of(subject).of("cancelled").ended()).as("futures that were cancelled").hasSize(2);
            thenHeldTasksHaveNotRun(host, subject);
        }
    }

    private static int heldPool(HostJvm host, String name) throws Exception {
        SubjectMXBean subject = host.subject();
        int pool = subject.construct(name, 2);
        subject.enqueue(pool, "first", 2, 10);
        await().until(() -> Ledger.of(subject).ended().size() == 2);
        host.fleet().call("stopAllWithin", "30s");
        return pool;
    }

    private static void thenHeldTasksHaveNotRun(HostJvm host, SubjectMXBean subject) {
        assertThat(Ledger.of(subject).started()).noneMatch(job -> job.startsWith("plain") || job.startsWith("future")
                || job.startsWith("call"));
        JsonNode report = host.fleet().json();
        assertThat(report.path("counts").path("startedAfterAck").asInt()).isZero();
        assertThat(host.fleet().servers().get(0).path("state").asText()).isEqualTo("SHUTDOWN");
    }

    @Test
    void virtualThreadsAreHeldInFrontOfTheirTasks() throws Exception {
        List<Jdk> jdks = Jdks.thisAndNewest();
        Jdk newest = jdks.get(jdks.size() - 1);
        assumeTrue(newest.feature() >= VIRTUAL_THREADS_SINCE, () -> "virtual threads need JDK " + VIRTUAL_THREADS_SINCE
                + ", and the newest here is " + newest);
        try (HostJvm host = application("executor:" + ManyPools.class.getName()).jdk(newest.home()).start()) {
            SubjectMXBean subject = host.subject();
            int pool = subject.construct("virtual", 0);
            subject.enqueue(pool, "long", 50, 500);
            await().until(() -> Ledger.of(subject).started().size() == 50);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers");

            assertThat(Ledger.of(subject).running()).isEmpty();
            subject.enqueue(pool, "plain", 20, 10);
            subject.enqueue(pool, "future", 20, 10);
            thenNothingStarts(subject);
            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 90);

            host.fleet().call("stopAllWithin", "30s");
            subject.enqueue(pool, "late", 5, 10);
            subject.enqueue(pool, "futurelate", 5, 10);
            subject.shutdown(pool);
            subject.unpause(pool);
            assertThat(Ledger.of(subject).of("terminated").ended()).hasSize(1);
            assertThat(Ledger.of(subject).started()).noneMatch(job -> job.contains("late"));
        }
    }

    /** Although the pattern fits all of their threads and classes. */
    @Test
    void thePoolsOfOthersAreLeftAlone() {
        List<String> everything = Stream.of("jobs*", "http-*", "Hikari*", "*.zaxxer.*", "*.tomcat.*", "Catalina*",
                "*HttpClient*", "ForkJoin*", "*CompletableFuture*", "jgroups*", "*jgroups*", "allstop*", "java.*").toList();
        try (HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .option("adapters", "executor:" + String.join(";", everything))
                .classPath(Library.folder("common")).classPath(Library.folder("tomcat"))
                .main(ForeignPoolsMain.class).start()) {
            FleetClient fleet = host.fleet();
            await().until(() -> Ledger.of(host.subject()).of("tick").ended().size() > 3);
            host.send("request");
            host.awaitOutput("answer 1 true");

            assertThat(fleet.call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers");

            assertThat(names(fleet)).containsExactly("jobs");
            for (int request = 2; request <= 20; request++) {
                host.send("request");
                host.awaitOutput("answer " + request + " true");
            }
            thenNothingStarts(host.subject());
            fleet.call("resumeAll");
            int before = Ledger.of(host.subject()).of("tick").ended().size();
            await().until(() -> Ledger.of(host.subject()).of("tick").ended().size() > before + 3);
        }
    }

    @ParameterizedTest(name = "adapters={0}")
    @CsvSource(delimiter = '|', value = {
            "executor | which pools | executor:orders-*",
            "all,executor:* | every pool | executor:orders-*",
            "executor:orders[1] | no pattern | executor:orders-*",
            "executor: | names no pools | executor:orders-*",
            "quartz:orders | takes no patterns | select=name="})
    void aBadPatternIsOneLineAndTheApplicationRunsWithoutAllstop(String adapters, String named, String advice)
            throws Exception {
        try (HostJvm host = application(adapters).start()) {
            SubjectMXBean subject = host.subject();
            int pool = subject.construct("fixed", 2);
            subject.enqueue(pool, "job", 2, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 2);

            assertThat(host.err().lines()).singleElement().asString().startsWith("allstop: ").contains(named)
                    .contains(advice);
            assertThat(host.jmx().queryNames(new ObjectName("allstop:*"), null)).isEmpty();
        }
    }
}

package dev.allstop.it.conformance;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.conformance.Variant.Row;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.subject.SubjectMXBean;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator can do about jobs that do not end, and to end servers, with the newest version of every kind. */
class OperatorActionsIT {

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();
    private final String cluster = HostJvm.uniqueCluster();

    static Stream<Row> rowsOnDatabases() {
        return Variant.rows().filter(Row::onDatabase).filter(Row::isNewest);
    }

    @AfterEach
    void endHosts() throws Exception {
        for (AutoCloseable resource : resources) {
            resource.close();
        }
    }

    private HostJvm host(String name, Row row, Database database) {
        HostJvm host = row.host(name, database).cluster(cluster).start();
        resources.addFirst(host);
        return host;
    }

    private Database database(Row row) {
        Database database = row.startDatabase();
        resources.addFirst(database);
        return database;
    }

    private static int start(SubjectMXBean subject) throws Exception {
        int server = subject.construct("server", 2);
        subject.start(server);
        return server;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsOnDatabases")
    void aJobInterruptedAtTheDeadlineIsGivenBackAndAnotherNodeRunsIt(Row row) throws Exception {
        Database database = database(row);
        HostJvm a = host("a", row, database);
        SubjectMXBean held = a.subject();
        held.enqueue(start(held), "endless", 1, 300_000);
        await().until(() -> Ledger.of(held).running().size() == 1);
        SubjectMXBean free = host("b", row, database).subject();
        start(free);
        await().until(() -> a.fleet().servers().size() == 2);

        a.fleet().headline("stopAllWith", "timeout=1s;onDeadline=giveback;select=node=a");

        await().until(() -> Ledger.of(held).interrupted(), List.of("endless-0")::equals);
        await().until(() -> Ledger.of(free).running().contains("endless-0"));
        JsonNode server = serverOf(a, "a");
        assertThat(server.path("interrupted").asInt()).isEqualTo(1);
        assertThat(server.path("givenBack").asInt()).isEqualTo(1);
        assertThat(server.path("state").asText()).isEqualTo("DRAINED");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dev.allstop.it.conformance.Variant#newest")
    void cancelAsksTheJobsAndInterruptInterruptsThemAlone(Row row) throws Exception {
        HostJvm a = host("a", row, row.onDatabase() ? database(row) : null);
        SubjectMXBean subject = a.subject();
        int server = start(subject);
        subject.enqueue(server, "asking", 1, 600_000);
        subject.enqueue(server, "deaf", 1, 600_000);
        await().until(() -> Ledger.of(subject).running(), Set.of("asking-0", "deaf-0")::equals);

        a.fleet().headline("stopAllWith", "timeout=1s;onDeadline=cancel");

        await().until(() -> total(a, "cancelled"), Integer.valueOf(2)::equals);
        assertThat(total(a, "interrupted")).isZero();
        String deaf = row.cancelledByLibrary() == null ? theDeafOneRunsOn(a) : bothAreEndedByTheLibraryAndAnotherStarts(a, server);

        a.fleet().headline("stopAllWith", "timeout=1s;onDeadline=interrupt");

        await().until(() -> Ledger.of(subject).interrupted(), ended -> ended.contains(deaf));
        await().until(() -> total(a, "interrupted"), Integer.valueOf(1)::equals);
        if (row.repeatsWhatFailed() != null) {
            await().until(() -> Ledger.of(subject).started().stream().filter(deaf::equals).count() == 2);
            assertThat(a.fleet().headline("awaitDrained", "1s")).startsWith("NOT DRAINED").contains("1 job running");
            subject.endRunning();
        }
        assertThat(a.fleet().call("awaitDrained", "60s")).startsWith("STOPPED");
        assertThat(total(a, "givenBack")).isZero();

        a.fleet().call("resumeAll");
        subject.enqueue(server, "after", 2, 1);
        await("the library's own threads work on").until(() -> {
            // what failed some libraries try again, and others wait behind it
            subject.endRunning();
            return Ledger.of(subject).of("after").ended().size() == 2;
        });
        assertThat(Ledger.of(subject).interrupted()).containsOnlyOnce(deaf);
        assertThat(Ledger.of(subject).of("after").interrupted()).isEmpty();
    }

    /** All that Allstop has is the job's own question. */
    private static String theDeafOneRunsOn(HostJvm host) {
        SubjectMXBean subject = host.subject();
        await().until(() -> Ledger.of(subject).ended(), List.of("asking-0")::equals);
        assertThat(Ledger.of(subject).asked()).containsExactly("asking-0");
        assertThat(host.fleet().headline("awaitDrained", "1s")).startsWith("NOT DRAINED");
        assertThat(Ledger.of(subject).running()).containsExactly("deaf-0");
        assertThat(Ledger.of(subject).interrupted()).isEmpty();
        return "deaf-0";
    }

    /** The library asks the jobs, and these do as they are told. */
    private static String bothAreEndedByTheLibraryAndAnotherStarts(HostJvm host, int server) throws Exception {
        SubjectMXBean subject = host.subject();
        await().until(() -> Set.copyOf(Ledger.of(subject).interrupted()), Set.of("asking-0", "deaf-0")::equals);
        assertThat(host.fleet().call("awaitDrained", "60s")).startsWith("STOPPED");
        host.fleet().call("resumeAll");
        subject.enqueue(server, "deafer", 1, 600_000);
        await().until(() -> Ledger.of(subject).running(), Set.of("deafer-0")::equals);
        return "deafer-0";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rowsOnDatabases")
    void aShutdownEndsTheServerOnceItsJobsHaveEnded(Row row) throws Exception {
        HostJvm a = host("a", row, database(row));
        SubjectMXBean subject = a.subject();
        subject.enqueue(start(subject), "job", 2, 300_000);
        await().until(() -> Ledger.of(subject).running().size() == 2);

        CompletableFuture<String> shutdown =
                CompletableFuture.supplyAsync(() -> a.fleet().headline("shutdownAll", "timeout=60s"));
        await().until(() -> serverOf(a, "a").path("state").asText(), "DRAINING"::equals);
        subject.endRunning();

        assertThat(shutdown.join()).startsWith("SHUT DOWN 1/1 servers");
        await().until(() -> serverOf(a, "a").path("state").asText(), "SHUTDOWN"::equals);
        assertThat(Ledger.of(subject).ended()).hasSize(2);
        assertThat(Ledger.of(subject).interrupted()).isEmpty();
    }

    private static int total(HostJvm asked, String figure) {
        return asked.fleet().servers().stream().mapToInt(server -> server.path(figure).asInt()).sum();
    }

    private static JsonNode serverOf(HostJvm asked, String node) {
        for (JsonNode candidate : asked.fleet().json().path("nodes")) {
            if (candidate.path("name").asText().equals(node)) {
                return candidate.path("servers").path(0);
            }
        }
        throw new AssertionError("no node " + node);
    }
}

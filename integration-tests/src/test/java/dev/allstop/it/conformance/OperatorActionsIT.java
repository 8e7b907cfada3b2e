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

    private static JsonNode serverOf(HostJvm asked, String node) {
        for (JsonNode candidate : asked.fleet().json().path("nodes")) {
            if (candidate.path("name").asText().equals(node)) {
                return candidate.path("servers").path(0);
            }
        }
        throw new AssertionError("no node " + node);
    }
}

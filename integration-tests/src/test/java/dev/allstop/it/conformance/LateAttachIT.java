package dev.allstop.it.conformance;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.allstop.it.conformance.Variant.Row;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Jdks;
import dev.allstop.it.harness.Jdks.Jdk;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JVM that runs already, started with no thought of Allstop: the same promises of every kind of job server, whose
 * objects are older than the attach and whose jobs nobody saw start.
 */
class LateAttachIT {

    private static final int WORKERS = 2;
    private static final int WAITING = 20;

    static Stream<Row> newest() {
        return Variant.newest();
    }

    /** The library does not know which Java it runs on, so here one way of running each kind is enough. */
    static Stream<Row> kinds() {
        Set<String> known = new HashSet<>();
        return Variant.newest().filter(row -> known.add(row.isInHouse() ? row.toString() : row.kind()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("newest")
    void aSaturatedServerIsFoundItsRunningJobsAreWaitedForAndNoneStarts(Row row) throws Exception {
        try (Database database = row.startDatabase(); HostJvm host = older(row, database).start()) {
            isHeldLikeAnyOther(host, row.serversFoundLate(WORKERS));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void likewiseOnTheNewestJdk(Row row) throws Exception {
        Optional<Jdk> newer = Jdks.newer();
        assumeTrue(newer.isPresent(), "no JDK in /usr/lib/jvm is newer than the one that runs the tests");
        try (Database database = row.startDatabase();
                HostJvm host = older(row, database).jdk(newer.get().home()).start()) {
            isHeldLikeAnyOther(host, row.serversFoundLate(WORKERS));
        }
    }

    private static HostJvm.Builder older(Row row, Database database) {
        return row.host("older", database).cluster(HostJvm.uniqueCluster()).jvmOption("-Dit.patient=true").withoutAgent();
    }

    private static void isHeldLikeAnyOther(HostJvm host, int servers) throws Exception {
        SubjectMXBean older = host.subject();
        int orders = older.construct("orders", WORKERS);
        older.start(orders);
        older.enqueue(orders, "long", WORKERS, 600_000);
        await().until(() -> Ledger.of(older).running().size() == WORKERS);
        older.enqueue(orders, "waiting", WAITING, 50);
        List<String> before = List.copyOf(Ledger.of(older).running());

        host.attachAgent();
        FleetClient fleet = host.fleet();
        await("what is older than the attach").until(() -> fleet.servers().size() == servers);
        assertThat(states(fleet)).containsOnly("RUNNING");

        // Not what it answers: on a busy machine it may be over before the JVM has found out that it is alone.
        fleet.headline("quietAll");
        await().until(() -> Set.copyOf(states(fleet)), Set.of("DRAINING")::equals);
        long quiet = older.nanoTime();
        assertThat(fleet.json().path("counts").path("jobsRunning").asInt())
                .as("with what the library has claimed ahead").isGreaterThanOrEqualTo(WORKERS);
        older.endRunning();

        assertThat(fleet.call("awaitDrained", "60s")).startsWith("STOPPED " + servers + "/" + servers + " servers");
        awaitThroughout(Duration.ofSeconds(1)).until(() -> Ledger.of(older).startedAfter(quiet), List::isEmpty);
        assertThat(Ledger.of(older).ended()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(Ledger.of(older).interrupted()).isEmpty();
        assertThat(fleet.json().path("counts").path("startedAfterAck").asInt()).isZero();

        fleet.call("resumeAll");
        await().until(() -> Ledger.of(older).ended().size() == WORKERS + WAITING);
        assertThat(Ledger.of(older).repeated()).isEmpty();
    }

    private static List<String> states(FleetClient fleet) {
        return fleet.servers().stream().map(server -> server.path("state").asText()).toList();
    }
}

package dev.allstop.it.dbscheduler;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.subject.SubjectMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** LOCK_AND_FETCH picks rows that wait in a queue of its own: they must not wait there while their server is held. */
class PickedAheadIT {

    @Test
    void rowsThatWerePickedAndHaveNotStartedAreFreeForOthersAsSoonAsTheGateIsClosed() throws Exception {
        try (Database database = Database.postgres();
                HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster()).database(database)
                        .subject(DbSchedulerLockAndFetch.class, Library.newest("db-scheduler")).start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("ahead", 2);
            FleetClient fleet = host.fleet();
            // An order waits until its node has looked for others; here it must not outlast the jobs.
            fleet.call("stopAll");
            fleet.call("resumeAll");
            // Nor may a row wait in the queue for 4 s: the library takes it for dead then, and runs it twice by itself.
            subject.enqueue(server, "job", 4, 2_500);
            subject.start(server);
            await().until(() -> Ledger.of(subject).running().size() == 2);
            assertThat(picked(database)).isGreaterThan(2);

            fleet.call("quietAll");

            await().until(() -> picked(database) <= 2);
            assertThat(Ledger.of(subject).running()).as("picked and running").hasSize(2);
            assertThat(fleet.servers().get(0).path("givenBack").asInt()).isPositive();
            fleet.call("awaitDrained", "30s");
            assertThat(Ledger.of(subject).started()).hasSize(2);
            fleet.call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 4);
            assertThat(Ledger.of(subject).repeated()).isEmpty();
        }
    }

    private static int picked(Database database) throws Exception {
        try (Connection connection = DriverManager.getConnection(database.url(), "sa", "");
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from scheduled_tasks where picked")) {
            count.next();
            return count.getInt(1);
        }
    }
}

package dev.allstop.demohost.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.ledger.Ledger;
import dev.allstop.demohost.ledger.Outcome;
import dev.allstop.demohost.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerReaderTest {

    @Test
    void aSnapshotTellsDoneRunningAndWaitingJobsApart(@TempDir Path folder) throws Exception {
        try (TestDatabase database = new TestDatabase(folder); Connection connection = database.dataSource().getConnection()) {
            Ledger ledger = new Ledger(database.dataSource(), "node-1", "1.0");
            Job done = new Job("a", JobKind.QUARTZ, 1);
            Job running = new Job("b", JobKind.JOBRUNR, 2);
            Job waiting = new Job("c", JobKind.DB_SCHEDULER, 3);
            ledger.submitted(done);
            ledger.submitted(running);
            ledger.submitted(waiting);
            ledger.ended(ledger.started(done), Outcome.DONE);
            ledger.started(running);

            LedgerSnapshot snapshot = new LedgerReader(connection).snapshot();

            assertThat(snapshot.executions()).satisfiesExactly(
                    first -> {
                        assertThat(first.jobId()).isEqualTo("a");
                        assertThat(first.kind()).isEqualTo(JobKind.QUARTZ);
                        assertThat(first.node()).isEqualTo("node-1");
                        assertThat(first.release()).isEqualTo("1.0");
                        assertThat(first.outcome()).isEqualTo("done");
                        assertThat(first.work()).isEqualTo(Duration.ofMillis(1));
                        assertThat(first.endedAt()).isAfterOrEqualTo(first.startedAt());
                    },
                    second -> {
                        assertThat(second.jobId()).isEqualTo("b");
                        assertThat(second.isRunning()).isTrue();
                        assertThat(second.outcome()).isNull();
                    });
            assertThat(snapshot.waiting()).extracting(WaitingJob::jobId).containsExactly("c");
            assertThat(snapshot.takenAt()).isAfterOrEqualTo(snapshot.executions().get(1).startedAt());
            assertThat(snapshot.runs("node-1", JobKind.JOBRUNR)).isTrue();
            assertThat(new Progress(Set.of("node-1"), snapshot).toString())
                    .contains("node-1  1").contains("quartz 0, jobrunr 0, db-scheduler 1");
        }
    }

    @Test
    void everySnapshotIsANewOne(@TempDir Path folder) throws Exception {
        try (TestDatabase database = new TestDatabase(folder); Connection connection = database.dataSource().getConnection()) {
            LedgerReader reader = new LedgerReader(connection);
            assertThat(reader.snapshot().waiting()).isEmpty();

            new Ledger(database.dataSource(), "node-1", "1.0").submitted(new Job("a", JobKind.QUARTZ, 1));

            assertThat(reader.snapshot().waiting()).hasSize(1);
        }
    }
}

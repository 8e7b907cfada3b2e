package dev.allstop.demohost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.postgres.TestDatabase;
import dev.allstop.demohost.work.Work;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

    private static TestDatabase database;

    private final Ledger ledger = new Ledger(database.dataSource(), "node-1", "1.0");
    private final Job job = new Job(UUID.randomUUID().toString(), JobKind.JOBRUNR, 1);

    @BeforeAll
    static void startDatabase(@TempDir Path folder) throws Exception {
        database = new TestDatabase(folder);
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        database.close();
    }

    @Test
    void aSubmittedJobIsBacklogUntilItStarts() {
        int before = ledger.backlog().get(JobKind.JOBRUNR);

        ledger.submitted(job);
        assertThat(ledger.backlog().get(JobKind.JOBRUNR)).isEqualTo(before + 1);

        ledger.started(job);
        assertThat(ledger.backlog().get(JobKind.JOBRUNR)).isEqualTo(before);
    }

    @Test
    void aWithdrawnJobWasNeverThere() {
        int before = ledger.backlog().get(JobKind.JOBRUNR);
        ledger.submitted(job);

        ledger.withdrawn(job);

        assertThat(ledger.backlog().get(JobKind.JOBRUNR)).isEqualTo(before);
    }

    @Test
    void workThatIsLeftAloneIsDone() throws Exception {
        ledger.submitted(job);

        new Work(ledger).run(job);

        assertThat(outcomes()).containsExactly("done");
    }

    @Test
    void workThatIsInterruptedSaysSo() throws Exception {
        ledger.submitted(job);
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> new Work(ledger).run(job)).isInstanceOf(InterruptedException.class);

        assertThat(outcomes()).containsExactly("interrupted");
    }

    @Test
    void aJobThatRunsTwiceHasTwoExecutions() throws Exception {
        ledger.submitted(job);

        new Work(ledger).run(job);
        new Work(ledger).run(job);

        assertThat(outcomes()).containsExactly("done", "done");
    }

    @Test
    void anExecutionEndsOnlyOnce() {
        ledger.submitted(job);
        UUID execution = ledger.started(job);
        ledger.ended(execution, Outcome.DONE);

        assertThatThrownBy(() -> ledger.ended(execution, Outcome.INTERRUPTED))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining(execution.toString());
    }

    private List<String> outcomes() throws SQLException {
        List<String> outcomes = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT outcome FROM ledger WHERE job_id = '" + job.id() + "'")) {
            while (rows.next()) {
                outcomes.add(rows.getString(1));
            }
        }
        return outcomes;
    }
}

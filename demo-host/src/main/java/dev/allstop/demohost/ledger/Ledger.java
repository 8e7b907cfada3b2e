package dev.allstop.demohost.ledger;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The application's own record of its jobs, apart from the tables of the libraries: what was submitted, and every execution
 * with its start and its end. The database's clock gives all instants, so that those of different nodes compare.
 */
public final class Ledger {

    private final DataSource database;
    private final String node;
    private final String release;

    /**
     * @param node    name of this node, in every execution written
     * @param release label of the release that this node runs, likewise
     */
    public Ledger(DataSource database, String node, String release) {
        this.database = database;
        this.node = node;
        this.release = release;
    }

    /** Records the job before its library sees it. */
    public void submitted(Job job) {
        update("INSERT INTO submitted_job (job_id, kind, work_millis) VALUES (?, ?, ?)", statement -> {
            statement.setString(1, job.id());
            statement.setString(2, job.kind().label());
            statement.setLong(3, job.workMillis());
        });
    }

    /** Takes back a job that its library refused. */
    public void withdrawn(Job job) {
        update("DELETE FROM submitted_job WHERE job_id = ?", statement -> statement.setString(1, job.id()));
    }

    /** How many submitted jobs of each kind no node has started yet. */
    public Map<JobKind, Integer> backlog() {
        Map<JobKind, Integer> backlog = new EnumMap<>(JobKind.class);
        for (JobKind kind : JobKind.values()) {
            backlog.put(kind, 0);
        }
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT kind, count(*) FROM backlog GROUP BY kind");
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                backlog.put(JobKind.ofLabel(rows.getString(1)), rows.getInt(2));
            }
        } catch (SQLException e) {
            throw new LedgerException("cannot read the backlog", e);
        }
        return backlog;
    }

    /** Records that an execution of the job starts now, on this node. */
    public UUID started(Job job) {
        UUID execution = UUID.randomUUID();
        update("INSERT INTO ledger (execution_id, job_id, kind, node, release) VALUES (?, ?, ?, ?, ?)", statement -> {
            statement.setObject(1, execution);
            statement.setString(2, job.id());
            statement.setString(3, job.kind().label());
            statement.setString(4, node);
            statement.setString(5, release);
        });
        return execution;
    }

    /** Records that the execution ends now. An execution ends once: a second end is refused. */
    public void ended(UUID execution, Outcome outcome) {
        int changed = update("UPDATE ledger SET ended_at = clock_timestamp(), outcome = ? WHERE execution_id = ? AND ended_at IS NULL",
                statement -> {
                    statement.setString(1, outcome.label());
                    statement.setObject(2, execution);
                });
        if (changed != 1) {
            throw new IllegalStateException("execution " + execution + " has ended already, or never started");
        }
    }

    private int update(String sql, Parameters parameters) {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new LedgerException("cannot write to the ledger", e);
        }
    }

    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }
}

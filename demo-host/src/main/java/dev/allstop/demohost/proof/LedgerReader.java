package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the ledger, and the signs of life that the libraries leave in tables of their own. One thread, one connection. */
final class LedgerReader {

    private final Connection connection;

    /** @param connection to the demo's database; the caller closes it */
    LedgerReader(Connection connection) throws SQLException {
        this.connection = connection;
        // All queries of one snapshot see the same state of the database.
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        connection.setReadOnly(true);
    }

    LedgerSnapshot snapshot() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            List<Execution> executions = executions(statement);
            List<WaitingJob> waiting = waiting(statement);
            // Last, so that no entry is later than the snapshot.
            Instant takenAt = clock(statement);
            return new LedgerSnapshot(takenAt, executions, waiting);
        } finally {
            connection.rollback();
        }
    }

    /** The database's clock. */
    Instant now() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return clock(statement);
        } finally {
            connection.rollback();
        }
    }

    /**
     * The last heartbeat of every server that keeps one, by library and node. Quartz 2.5 ({@code JobStoreSupport.doCheckin}) and
     * JobRunr 8 ({@code ServerZooKeeper}) write one; db-scheduler writes one only for running executions.
     */
    Map<String, Instant> heartbeats() throws SQLException {
        Map<String, Instant> heartbeats = new TreeMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT instance_name, last_checkin_time FROM qrtz_scheduler_state")) {
                while (rows.next()) {
                    heartbeats.put("quartz " + rows.getString(1), Instant.ofEpochMilli(rows.getLong(2)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT name, lastheartbeat FROM jobrunr_backgroundjobservers")) {
                while (rows.next()) {
                    heartbeats.put("jobrunr " + rows.getString(1), rows.getTimestamp(2).toInstant());
                }
            }
        } finally {
            connection.rollback();
        }
        return heartbeats;
    }

    private static List<Execution> executions(Statement statement) throws SQLException {
        List<Execution> executions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT job_id, ledger.kind, node, release, started_at, ended_at, outcome, work_millis
                FROM ledger JOIN submitted_job USING (job_id) ORDER BY started_at""")) {
            while (rows.next()) {
                executions.add(new Execution(rows.getString(1), JobKind.ofLabel(rows.getString(2)), rows.getString(3),
                        rows.getString(4), instant(rows, 5), instant(rows, 6), rows.getString(7), Duration.ofMillis(rows.getLong(8))));
            }
        }
        return executions;
    }

    private static List<WaitingJob> waiting(Statement statement) throws SQLException {
        List<WaitingJob> waiting = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("SELECT job_id, kind, submitted_at FROM backlog")) {
            while (rows.next()) {
                waiting.add(new WaitingJob(rows.getString(1), JobKind.ofLabel(rows.getString(2)), instant(rows, 3)));
            }
        }
        return waiting;
    }

    private static Instant clock(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return instant(row, 1);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}

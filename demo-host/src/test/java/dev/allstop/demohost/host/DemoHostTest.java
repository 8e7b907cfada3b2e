package dev.allstop.demohost.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.allstop.demohost.configuration.HostConfiguration;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.postgres.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoHostTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Test
    void jobsOfEveryKindRunOnceEachAndAClosedHostLeavesNoneRunning(@TempDir Path folder) throws Exception {
        try (TestDatabase database = new TestDatabase(folder)) {
            DemoHost host = new DemoHost(
                    new HostConfiguration(database.jdbcUrl(), "node-1", "1.0", 3, 20, 10, Duration.ofSeconds(10)));
            host.start();
            for (JobKind kind : JobKind.values()) {
                await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        count(database, "ledger WHERE outcome = 'done' AND kind = '" + kind.label() + "'")).isGreaterThan(10));
            }

            host.close();

            assertThat(count(database, "ledger WHERE outcome IS DISTINCT FROM 'done'")).isZero();
            assertThat(count(database, "(SELECT job_id FROM ledger GROUP BY job_id HAVING count(*) > 1) twice")).isZero();
        }
    }

    private static long count(TestDatabase database, String from) throws SQLException {
        try (Connection connection = database.dataSource().getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + from)) {
            row.next();
            return row.getLong(1);
        }
    }
}

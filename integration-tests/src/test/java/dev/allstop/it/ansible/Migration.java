package dev.allstop.it.ansible;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** What a playbook runs between stop and deploy: writes down how many jobs it met. */
final class Migration {

    private Migration() {
    }

    public static void main(String[] jdbcUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl[0]); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE migration AS SELECT clock_timestamp() AS at, count(*) AS running FROM ledger"
                    + " WHERE ended_at IS NULL");
        }
    }
}

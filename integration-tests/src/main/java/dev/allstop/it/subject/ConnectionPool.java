package dev.allstop.it.subject;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** Connections to the test's database, pooled as applications do. */
public final class ConnectionPool {

    private ConnectionPool() {
    }

    public static DataSource open() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(Subject.database());
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(20);
        return new HikariDataSource(config);
    }
}

package dev.allstop.it.subject;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

/** Connections to the test's database, pooled as applications do. */
public final class ConnectionPool {

    private ConnectionPool() {
    }

    public static DataSource open() {
        return open(Subject.database());
    }

    /** Connections to another database. */
    public static DataSource open(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername("sa");
        config.setPassword("");
        config.setMaximumPoolSize(20);
        return new HikariDataSource(config);
    }
}

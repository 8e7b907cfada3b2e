package dev.allstop.demohost.host;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.sql.DataSource;

/** One pool for each use, so that a busy library never makes another one, or the ledger, wait for a connection. */
final class ConnectionPools implements AutoCloseable {

    private final String jdbcUrl;
    private final Deque<HikariDataSource> open = new ArrayDeque<>();

    ConnectionPools(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    DataSource open(String name, int size) {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName(name);
        configuration.setJdbcUrl(jdbcUrl);
        configuration.setMaximumPoolSize(size);
        HikariDataSource pool = new HikariDataSource(configuration);
        open.push(pool);
        return pool;
    }

    @Override
    public void close() {
        open.forEach(HikariDataSource::close);
    }
}

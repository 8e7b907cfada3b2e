package dev.allstop.it.quartz;

import dev.allstop.it.subject.Subject;
import java.sql.Connection;
import java.sql.SQLException;
import org.h2.jdbcx.JdbcConnectionPool;
import org.quartz.utils.ConnectionProvider;

/** Quartz's default pool is another library in every version. */
public final class PooledConnections implements ConnectionProvider {

    private final JdbcConnectionPool pool = JdbcConnectionPool.create(Subject.database(), "sa", "");

    @Override
    public Connection getConnection() throws SQLException {
        return pool.getConnection();
    }

    @Override
    public void shutdown() {
        pool.dispose();
    }

    @Override
    public void initialize() {
        pool.setMaxConnections(20);
    }
}

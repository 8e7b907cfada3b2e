package dev.allstop.it.quartz;

import dev.allstop.it.subject.Subject;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Properties;
import org.quartz.Scheduler;

/** Quartz on its JDBC store, one node of a cluster; it takes over from dead nodes after about two seconds. */
public class QuartzClustered implements Subject {

    private static final String TABLES = "org/quartz/impl/jdbcjobstore/tables_h2.sql";

    private boolean schemaReady;
    private int servers;

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new QuartzServer(name, workers, store());
    }

    /** The settings of one more server on this store. */
    final synchronized Properties store() throws Exception {
        if (!schemaReady) {
            createSchema();
            schemaReady = true;
        }
        // Data sources are static in Quartz, by name, and closed with the first scheduler that uses them.
        String dataSource = "test" + ++servers;
        Properties store = new Properties();
        store.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        store.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        store.setProperty("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.StdJDBCDelegate");
        store.setProperty("org.quartz.jobStore.dataSource", dataSource);
        store.setProperty("org.quartz.jobStore.isClustered", "true");
        store.setProperty("org.quartz.jobStore.clusterCheckinInterval", "1000");
        store.setProperty("org.quartz.dataSource." + dataSource + ".connectionProvider.class",
                PooledConnections.class.getName());
        return store;
    }

    /** The library's own script; the second node of a test finds the tables there. */
    static void createSchema() throws Exception {
        try (Connection connection = new PooledConnections().getConnection();
                Statement statement = connection.createStatement()) {
            if (connection.getMetaData().getTables(null, null, "QRTZ_LOCKS", null).next()) {
                return;
            }
            try (InputStream script = Scheduler.class.getClassLoader().getResourceAsStream(TABLES)) {
                statement.execute(new String(script.readAllBytes(), "UTF-8"));
            }
        }
    }
}

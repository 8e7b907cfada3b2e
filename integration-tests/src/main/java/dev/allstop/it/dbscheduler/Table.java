package dev.allstop.it.dbscheduler;

import dev.allstop.it.subject.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The table that all schedulers of a test share, as the library's documentation has it. */
final class Table {

    private static final String SCHEMA = """
            create table if not exists scheduled_tasks (
              task_name varchar(100) not null, task_instance varchar(100) not null, task_data %s,
              execution_time timestamp with time zone not null, picked boolean not null, picked_by varchar(50),
              last_success timestamp with time zone, last_failure timestamp with time zone, consecutive_failures int,
              last_heartbeat timestamp with time zone, version bigint not null, priority smallint,
              primary key (task_name, task_instance))""";

    private final DataSource database = ConnectionPool.open();

    DataSource create() throws SQLException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            boolean h2 = connection.getMetaData().getDatabaseProductName().equals("H2");
            statement.execute(String.format(SCHEMA, h2 ? "blob" : "bytea"));
        }
        return database;
    }
}

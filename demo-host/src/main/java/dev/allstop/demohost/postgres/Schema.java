package dev.allstop.demohost.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.quartz.Scheduler;

/** The tables of the ledger and of the three libraries. */
final class Schema {

    private final DataSource database;

    Schema(DataSource database) {
        this.database = database;
    }

    void create() throws IOException, SQLException {
        run(Schema.class, "application.sql");
        run(Scheduler.class, "/org/quartz/impl/jdbcjobstore/tables_postgres.sql");
        StorageProvider jobRunr = SqlStorageProviderFactory.using(database);
        jobRunr.close();
    }

    private void run(Class<?> owner, String script) throws IOException, SQLException {
        try (InputStream resource = owner.getResourceAsStream(script)) {
            if (resource == null) {
                throw new IOException("the class path has no " + script);
            }
            String statements = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
                statement.execute(statements);
            }
        }
    }
}

package dev.allstop.demohost.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A real PostgreSQL with all tables, for one test class. */
public final class TestDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;

    public TestDatabase(Path dataFolder) throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(dataFolder)
                .setOverrideWorkingDirectory(Path.of("target", "postgres").toAbsolutePath().toFile())
                .setServerConfig("unix_socket_directories", "")
                .start();
        new Schema(postgres.getPostgresDatabase()).create();
    }

    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

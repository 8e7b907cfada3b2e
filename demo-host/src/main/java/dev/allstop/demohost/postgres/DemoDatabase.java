package dev.allstop.demohost.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;

/**
 * Runs a PostgreSQL of its own, on the loopback address and a free port, until SIGTERM; then nothing of it is left.
 *
 * <p>Arguments: the folder to create for its data, and the file to write its JDBC URL to once it takes connections and has all
 * tables. That file appears complete or not at all.
 */
public final class DemoDatabase {

    private DemoDatabase() {
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        if (arguments.length != 2) {
            System.err.println("usage: DemoDatabase <data folder> <file for the JDBC URL>");
            System.exit(2);
        }
        // It stops the server and removes the data in a shutdown hook of its own.
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(Path.of(arguments[0]))
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("unix_socket_directories", "")
                .start();
        new Schema(postgres.getPostgresDatabase()).create();
        publish(Path.of(arguments[1]), "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres");
        Thread.currentThread().join();
    }

    private static void publish(Path file, String jdbcUrl) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(draft, jdbcUrl + System.lineSeparator());
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}

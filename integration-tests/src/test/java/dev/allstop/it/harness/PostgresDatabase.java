package dev.allstop.it.harness;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A database in the one PostgreSQL server that serves all tests of this JVM and ends with it. */
final class PostgresDatabase implements Database {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name = "it" + NUMBER.incrementAndGet();

    private PostgresDatabase() {
    }

    /** Started with the first test that needs it. */
    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("unix_socket_directories", "")
                        .start();
                execute(server, "create role sa superuser login");
                return server;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    static Database start() {
        PostgresDatabase database = new PostgresDatabase();
        execute(Server.POSTGRES, "create database " + database.name);
        return database;
    }

    private static void execute(EmbeddedPostgres server, String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + Server.POSTGRES.getPort() + "/" + name;
    }

    @Override
    public void close() {
        execute(Server.POSTGRES, "drop database " + name + " with (force)");
    }
}

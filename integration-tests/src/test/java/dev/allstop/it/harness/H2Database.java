package dev.allstop.it.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.tools.Server;

/** An H2 database in this JVM that hosts reach over the loopback address. */
final class H2Database implements Database {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Server server;
    private final String name;

    private H2Database(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    static Database start() {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        try {
            return new H2Database(Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start(),
                    "mem:it" + NUMBER.incrementAndGet() + ";DB_CLOSE_DELAY=-1");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/" + name;
    }

    @Override
    public void close() {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:" + name, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        } finally {
            server.stop();
        }
    }
}

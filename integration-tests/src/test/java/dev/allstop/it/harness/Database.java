package dev.allstop.it.harness;

import java.sql.SQLException;
import org.h2.tools.Server;

/** An H2 database in this JVM that hosts reach over the loopback address; gone when it is closed. */
public final class Database implements AutoCloseable {

    private final Server server;
    private final String url;

    private Database(Server server, String url) {
        this.server = server;
        this.url = url;
    }

    public static Database start() {
        System.setProperty("h2.bindAddress", "127.0.0.1");
        try {
            Server server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
            return new Database(server, "jdbc:h2:tcp://127.0.0.1:" + server.getPort() + "/mem:test;DB_CLOSE_DELAY=-1");
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        server.stop();
    }
}

package dev.allstop.it.clients;

import dev.allstop.it.harness.Library;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;

/** Where the clients' jars lie. */
final class Client {

    private Client() {
    }

    static Path jar(String name) {
        return Library.path("clients").resolve(name);
    }

    /** As shipped in demo-host/monitoring. */
    static Path configuration(String name) {
        return Path.of(System.getProperty("allstop.it.monitoring")).normalize().resolve(name);
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

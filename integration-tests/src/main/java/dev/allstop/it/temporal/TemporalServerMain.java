package dev.allstop.it.temporal;

import dev.allstop.it.services.Ports;
import dev.allstop.it.subject.SubjectMain;
import io.temporal.testserver.TestServer;

/** Temporal's own test server, in a JVM of its own; until the standard input ends. Its address is the first line that it writes. */
public final class TemporalServerMain {

    private TemporalServerMain() {
    }

    public static void main(String[] args) throws Exception {
        int port = Ports.free();
        // Its clock would otherwise run ahead whenever nobody works.
        TestServer.createPortBoundServer(port, true);
        System.out.println("127.0.0.1:" + port);
        SubjectMain.untilInputEnds();
    }
}

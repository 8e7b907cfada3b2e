package dev.allstop.it.elasticjob;

import dev.allstop.it.services.Ports;
import dev.allstop.it.subject.SubjectMain;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.curator.test.TestingServer;

/**
 * A ZooKeeper in a JVM of its own, in a new folder inside the one that the argument names; until the standard input ends. Its
 * address is the first line that it writes.
 */
public final class ZooKeeperMain {

    private ZooKeeperMain() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "zookeeper-");
        TestingServer server = new TestingServer(Ports.free(), folder.toFile());
        System.out.println(server.getConnectString());
        SubjectMain.untilInputEnds();
    }
}

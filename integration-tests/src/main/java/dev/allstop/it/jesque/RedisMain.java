package dev.allstop.it.jesque;

import dev.allstop.it.services.Ports;
import dev.allstop.it.services.Program;
import dev.allstop.it.subject.SubjectMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The Redis of this machine with nothing in it, in a new folder inside the one that the second argument names; until the
 * standard input ends. The first argument is the program. Its address is the first line that it writes.
 */
public final class RedisMain {

    private RedisMain() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "redis-");
        int port = Ports.free();
        Process redis = Program.start(Map.of(), folder, args[0], "--port", String.valueOf(port), "--bind", "127.0.0.1",
                "--save", "", "--appendonly", "no");
        Ports.await(port, redis);
        System.out.println("127.0.0.1:" + port);
        SubjectMain.untilInputEnds();
    }
}

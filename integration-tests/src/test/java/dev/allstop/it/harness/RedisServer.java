package dev.allstop.it.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.allstop.it.jesque.RedisMain;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The Redis that is installed here, started once for all tests; it ends with this JVM. They differ in their namespaces. It
 * does not come from Maven Central: where there is none, what needs it is skipped, and says so.
 */
public final class RedisServer {

    private static final Path PROGRAM = Path.of("/usr/bin/redis-server");

    private RedisServer() {
    }

    private static final class Started {

        private static final HostJvm JVM = HostJvm.named("redis").withoutAgent()
                .main(RedisMain.class, PROGRAM.toString(), HostJvm.outputFolder().toString()).start();
    }

    /** Host and port; starts it. */
    public static String address() {
        if (!Files.isExecutable(PROGRAM)) {
            abort("there is no " + PROGRAM + ": apt-get install redis-server");
        }
        return Started.JVM.out().lines().findFirst().orElseThrow();
    }
}

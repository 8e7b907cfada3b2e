package dev.allstop.it.harness;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.allstop.it.springamqp.RabbitMain;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A node of the RabbitMQ that is installed here, which all tests share; it ends with this JVM. They differ in their queues.
 * A broker in Erlang does not come from Maven Central: where there is none, what needs it is skipped, and says so.
 */
public final class RabbitBroker {

    private static final Path SCRIPTS = Path.of("/usr/lib/rabbitmq/bin");

    private RabbitBroker() {
    }

    private static final class Node {

        private static final HostJvm JVM = HostJvm.named("rabbit").withoutAgent()
                .main(RabbitMain.class, SCRIPTS.toString(), HostJvm.outputFolder().toString()).start();
    }

    /** Host and port; starts it. */
    public static String address() {
        if (!Files.isExecutable(SCRIPTS.resolve("rabbitmq-server"))) {
            abort("there is no RabbitMQ in " + SCRIPTS + ": apt-get install rabbitmq-server");
        }
        return Node.JVM.out().lines().findFirst().orElseThrow();
    }
}

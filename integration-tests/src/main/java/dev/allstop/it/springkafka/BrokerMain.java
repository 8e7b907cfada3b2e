package dev.allstop.it.springkafka;

import dev.allstop.it.services.Ports;
import dev.allstop.it.subject.SubjectMain;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Kafka broker in a JVM of its own, in a new folder inside the one that the argument names; until the standard input
 * ends. Its address is the first line that it writes.
 */
public final class BrokerMain {

    private BrokerMain() {
    }

    public static void main(String[] args) throws Exception {
        int port = Ports.free();
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[0])), "kafka-");
        Path config = Files.write(folder.resolve("server.properties"), configuration(port, Ports.free(), folder));
        // By reflection: the broker is written in Scala, and nothing else of this module shall depend on that.
        Class.forName("kafka.tools.StorageTool").getMethod("execute", String[].class, PrintStream.class).invoke(null,
                new String[] {"format", "--cluster-id", "4L6g3nShT-eMCtK--X86sw", "--config", config.toString()},
                System.err);
        Thread broker = new Thread(() -> run(config), "broker");
        broker.setDaemon(true);
        broker.start();
        System.out.println("127.0.0.1:" + port);
        SubjectMain.untilInputEnds();
    }

    private static List<String> configuration(int port, int controllerPort, Path folder) {
        return List.of(
                "node.id=1",
                "process.roles=broker,controller",
                "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "log.dirs=" + folder.resolve("logs"),
                "num.partitions=1",
                "offsets.topic.num.partitions=1",
                "offsets.topic.replication.factor=1",
                "transaction.state.log.replication.factor=1",
                "transaction.state.log.min.isr=1",
                "group.min.session.timeout.ms=1000",
                "group.initial.rebalance.delay.ms=0",
                "auto.create.topics.enable=false");
    }

    private static void run(Path config) {
        try {
            Class.forName("kafka.Kafka").getMethod("main", String[].class)
                    .invoke(null, (Object) new String[] {config.toString()});
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }
}

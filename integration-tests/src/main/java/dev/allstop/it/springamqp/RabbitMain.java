package dev.allstop.it.springamqp;

import dev.allstop.it.services.Ports;
import dev.allstop.it.services.Program;
import dev.allstop.it.subject.SubjectMain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The RabbitMQ of this machine, as a node of its own with its data in a new folder inside the one that the second
 * argument names; until the standard input ends. The first argument is the folder of its scripts. Its address is the
 * first line that it writes.
 */
public final class RabbitMain {

    private RabbitMain() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(args[1])), "rabbit-");
        int port = Ports.free();
        int names = Ports.free();
        Map<String, String> environment = Map.ofEntries(
                Map.entry("HOME", folder.toString()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("ERL_EPMD_PORT", String.valueOf(names)),
                Map.entry("RABBITMQ_NODENAME", "it-" + ProcessHandle.current().pid() + "@localhost"),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", String.valueOf(port)),
                Map.entry("RABBITMQ_DIST_PORT", String.valueOf(Ports.free())),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.resolve("data").toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", folder.resolve("pid").toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.resolve("none").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.resolve("none").toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.resolve("plugins").toString()));
        // Otherwise the node would start one by itself that outlives it.
        Process nameServer = Program.start(environment, folder, "epmd", "-port", String.valueOf(names), "-address", "127.0.0.1");
        Ports.await(names, nameServer);
        Process broker = Program.start(environment, folder, Path.of(args[0]).resolve("rabbitmq-server").toString());
        Ports.await(port, broker);
        System.out.println("127.0.0.1:" + port);
        SubjectMain.untilInputEnds();
    }
}

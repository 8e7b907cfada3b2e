package dev.allstop.it.stacks;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.allstop.it.harness.Database;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.stack.GossipRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every stack that can run on one machine, between JVMs with the real jar, with a secret and otherwise nothing but the
 * values that jgroups-config/README.md tells users to set, beside a port of its own.
 */
class StacksIT {

    private static final AtomicInteger FIRST_PORT =
            new AtomicInteger(20_000 + 20 * (int) (ProcessHandle.current().pid() % 400));

    @TempDir
    private Path folder;

    /** The first of twenty ports that no other stack uses, below those which the system hands out by itself. */
    private static int freePort() throws IOException {
        for (int port = FIRST_PORT.getAndAdd(20);; port = FIRST_PORT.getAndAdd(20)) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                assertThat(port).as("a free port").isLessThan(32_000);
            }
        }
    }

    private Path secret() throws IOException {
        Path secret = Files.createFile(folder.resolve("secret-" + UUID.randomUUID()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(secret, "f00dfeed".repeat(8));
    }

    /** The values are given by the environment, as a container would. */
    private static HostJvm start(String name, String cluster, Path secret, String stack, Map<String, String> values) {
        HostJvm.Builder builder = HostJvm.named(name).cluster(cluster).option("stack", stack).option("bind", "127.0.0.1")
                .option("secret", secret.toString()).subject(QuartzInMemory.class, Library.newest("quartz"));
        values.forEach((key, value) -> builder.environment("ALLSTOP_STACK_" + key.toUpperCase(Locale.ROOT), value));
        return builder.start();
    }

    private static void awaitNodes(HostJvm host, String... names) {
        await(host.name() + " sees " + List.of(names)).until(() ->
                Arrays.equals((String[]) host.fleet().attribute("NodeNames"), names)
                        && (int) host.fleet().attribute("ServerCount") == names.length);
    }

    private void findEachOtherAndStopTogether(String stack, Map<String, String> values) throws Exception {
        findEachOtherAndStopTogether(stack, values, () -> { });
    }

    private void findEachOtherAndStopTogether(String stack, Map<String, String> values, Runnable oncePresent)
            throws Exception {
        String cluster = HostJvm.uniqueCluster();
        Path secret = secret();
        try (HostJvm one = start("one", cluster, secret, stack, values);
                HostJvm two = start("two", cluster, secret, stack, values)) {
            for (HostJvm host : List.of(one, two)) {
                host.subject().start(host.subject().construct("orders", 2));
            }
            awaitNodes(one, "one", "two");
            awaitNodes(two, "one", "two");
            oncePresent.run();
            two.subject().enqueue(0, "job", 1, 500);
            await().until(() -> !Ledger.of(two.subject()).started().isEmpty());

            assertThat(one.fleet().call("stopAllWithin", "60s")).startsWith("STOPPED 2/2 servers on 2/2 nodes");
            assertThat(Ledger.of(two.subject()).ended()).hasSize(1);
            assertThat(two.fleet().call("resumeAll")).startsWith("RESUMED 2/2 servers on 2/2 nodes");

            two.process().destroyForcibly();
            awaitNodes(one, "one");
        }
    }

    @Test
    void udp() throws Exception {
        findEachOtherAndStopTogether("udp", Map.of("ttl", "0"));
    }

    @Test
    void tcpAlsoWhenAStrangerConnectsAndSendsRubbish() throws Exception {
        int port = freePort();
        findEachOtherAndStopTogether("tcp", Map.of("hosts", "127.0.0.1", "port", String.valueOf(port)), () -> {
            Random random = new Random(4);
            for (int round = 0; round < 20; round++) {
                try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
                    byte[] rubbish = new byte[1 << random.nextInt(17)];
                    random.nextBytes(rubbish);
                    // some claim to be two gigabytes long
                    Arrays.fill(rubbish, 0, Math.min(4, rubbish.length), (byte) (round % 2 == 0 ? 0x7F : rubbish[0]));
                    socket.getOutputStream().write(rubbish);
                } catch (IOException closedByTheMember) {
                    // as it should
                }
            }
        });
    }

    @Test
    void dns() throws Exception {
        try (DnsServer server = new DnsServer(List.of(InetAddress.getByName("127.0.0.1")))) {
            findEachOtherAndStopTogether("dns", Map.of("query", "jobs.default.svc.cluster.local",
                    "dns", "127.0.0.1:" + server.port(), "port", String.valueOf(freePort())));
        }
    }

    @Test
    void kubernetes() throws Exception {
        Files.writeString(folder.resolve("token"), "this-pods-token\n");
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer api = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 10);
        api.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
            byte[] pods = ("{\"kind\": \"PodList\", \"items\": [{\"metadata\": {\"annotations\": {\"note\": "
                    + "\"\\\"podIP\\\": \\\"192.0.2.7\\\"\"}}, \"status\": {\"hostIP\": \"192.0.2.1\", \"podIP\": \"127.0.0.1\"}}]}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, pods.length);
            exchange.getResponseBody().write(pods);
            exchange.close();
        });
        api.start();
        try {
            findEachOtherAndStopTogether("kubernetes", Map.of("api", "http://127.0.0.1:" + api.getAddress().getPort(),
                    "service_account", folder.toString(), "namespace", "jobs", "pods", "app=orders,tier=x",
                    "port", String.valueOf(freePort())));
        } finally {
            api.stop(0);
        }
        assertThat(asked).isNotEmpty().containsOnly(
                "Bearer this-pods-token /api/v1/namespaces/jobs/pods?labelSelector=app%3Dorders%2Ctier%3Dx");
    }

    @Test
    void jdbc() throws Exception {
        try (Database database = Database.postgres()) {
            findEachOtherAndStopTogether("jdbc", Map.of("jdbc_url", database.url(), "jdbc_user", "sa",
                    "jdbc_password", "not asked for", "port", String.valueOf(freePort())));
        }
    }

    @Test
    void file() throws Exception {
        findEachOtherAndStopTogether("file", Map.of("folder", folder.resolve("meet").toString(),
                "port", String.valueOf(freePort())));
    }

    @Test
    void gossip() throws Exception {
        String port = String.valueOf(freePort());
        List<Path> jars = new ArrayList<>(Library.folder("gossip-router"));
        try (HostJvm router = HostJvm.named("router").withoutAgent().classPath(jars)
                .main(GossipRouter.class, "-bindaddress", "127.0.0.1", "-port", port).launch()) {
            await("gossip router").until(() -> listens(Integer.parseInt(port)));
            findEachOtherAndStopTogether("gossip", Map.of("routers", "127.0.0.1[" + port + "]",
                    "port", String.valueOf(freePort())));
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}

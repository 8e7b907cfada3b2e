package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.stack.GossipRouter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every stack that can run on one machine, with a secret, between JVMs of their own. */
@Timeout(400)
class StacksTest {

    private static final Duration LONG = Duration.ofSeconds(120);
    private static final AtomicInteger FIRST_PORT =
            new AtomicInteger(20_000 + 20 * (int) (ProcessHandle.current().pid() % 400));

    @TempDir
    private Path folder;

    private final String cluster = "stacks-" + UUID.randomUUID().toString().substring(0, 8);

    /** They wait most of the time, and are run side by side. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Retention(RetentionPolicy.RUNTIME)
    @interface StackTest {
    }

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

    private String secret() throws IOException {
        Path secret = Files.createFile(folder.resolve("secret-" + UUID.randomUUID()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(secret, "correct horse battery staple, thirty-two characters\n");
        return "-Dtest.secret=" + secret;
    }

    private void findEachOtherAndStopTogether(String stack, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add(secret());
        String[] jvmOptions = all.toArray(String[]::new);
        try (ForkedNode one = ForkedNode.start(cluster, "one", stack, jvmOptions);
                ForkedNode two = ForkedNode.start(cluster, "two", stack, jvmOptions);
                ForkedNode three = ForkedNode.start(cluster, "three", stack, jvmOptions)) {
            await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> List.of(one, two, three).stream()
                    .allMatch(node -> node.ask("members").split(",").length == 3));
            two.ask("jobs 1");
            one.tell("stop PT60S");
            await().atMost(LONG).until(() -> three.ask("held").equals("true") && two.ask("held").equals("true"));
            two.ask("jobs 0");
            assertThat(one.answer()).startsWith("STOPPED 3/3 servers on 3/3 nodes");
            assertThat(three.ask("resume")).startsWith("RESUMED 3/3 servers on 3/3 nodes");

            two.kill();
            await().atMost(LONG).until(() -> one.ask("members").equals("[one, three]"));
        }
    }

    @StackTest
    void udp() throws IOException {
        findEachOtherAndStopTogether("udp");
    }

    @StackTest
    void tcp() throws IOException {
        findEachOtherAndStopTogether("tcp", "-Dtest.stack.hosts=127.0.0.1", "-Dtest.stack.port=" + freePort());
    }

    @StackTest
    void dns() throws IOException {
        try (DnsServer server = new DnsServer(List.of(InetAddress.getByName("127.0.0.1")))) {
            findEachOtherAndStopTogether("dns", "-Dtest.stack.query=jobs.default.svc.cluster.local",
                    "-Dtest.stack.dns=127.0.0.1:" + server.port(), "-Dtest.stack.port=" + freePort());
        }
    }

    @StackTest
    void kubernetes() throws IOException {
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
            findEachOtherAndStopTogether("kubernetes", "-Dtest.stack.api=http://127.0.0.1:" + api.getAddress().getPort(),
                    "-Dtest.stack.service_account=" + folder, "-Dtest.stack.namespace=jobs", "-Dtest.stack.pods=app=orders,tier=x",
                    "-Dtest.stack.port=" + freePort());
        } finally {
            api.stop(0);
        }
        assertThat(asked).isNotEmpty().containsOnly(
                "Bearer this-pods-token /api/v1/namespaces/jobs/pods?labelSelector=app%3Dorders%2Ctier%3Dx");
    }

    @StackTest
    void jdbc() throws Exception {
        try (EmbeddedPostgres database = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start()) {
            findEachOtherAndStopTogether("jdbc", "-Dtest.stack.jdbc_url=" + database.getJdbcUrl("postgres", "postgres"),
                    "-Dtest.stack.jdbc_user=postgres", "-Dtest.stack.port=" + freePort());
            try (Connection connection = database.getPostgresDatabase().getConnection();
                    ResultSet rows = connection.createStatement().executeQuery("select count(*) from allstop_fleet")) {
                rows.next();
                // who was killed last leaves a row; the next coordinator would remove it
                assertThat(rows.getInt(1)).isLessThanOrEqualTo(2);
            }
        }
    }

    @StackTest
    void file() throws IOException {
        findEachOtherAndStopTogether("file", "-Dtest.stack.folder=" + folder.resolve("meet"), "-Dtest.stack.port=" + freePort());
    }

    @StackTest
    void gossip() throws Exception {
        int port = freePort();
        GossipRouter router = new GossipRouter(InetAddress.getByName("127.0.0.1"), port).useNio(false).emitSuspectEvents(false);
        router.start();
        try {
            findEachOtherAndStopTogether("gossip", "-Dtest.stack.routers=127.0.0.1[" + port + "]",
                    "-Dtest.stack.port=" + freePort());
        } finally {
            router.stop();
        }
    }
}

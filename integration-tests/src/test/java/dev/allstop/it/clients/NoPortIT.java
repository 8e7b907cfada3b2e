package dev.allstop.it.clients;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import dev.allstop.it.life.EndingMain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A JVM that nobody has opened a port of, not even for JMX, as it is seen from outside. */
@EnabledOnOs(OS.LINUX)
class NoPortIT {

    private static final String LISTENS = "0A";
    /** As an address of IPv4 and as one of IPv6, in the byte order of the usual machines. */
    private static final List<String> LOOPBACK = List.of("0100007F", "0000000000000000FFFF00000100007F");
    /** Where FD_SOCK2 listens for its neighbour: so much above the port of the stack itself, see {@code local.xml}. */
    private static final int OFFSET = 300;
    private static final int PORT_RANGE = 50;
    /** In which only this project, wherever it lies, is still to be seen of the host's. */
    private static final String OWN_TMP = "mount --bind \"$0\" /mnt && mount -t tmpfs tmpfs /tmp && mkdir -p \"$0\""
            + " && mount --bind /mnt \"$0\" && exec \"$@\"";

    private static HostJvm.Builder application(String cluster) {
        return HostJvm.named("closed").cluster(cluster).classPath(Library.newest("quartz").classPath())
                .main(EndingMain.class);
    }

    @Test
    void nothingListensOnTcpButTheFailureDetectionOfJGroupsOnTheLoopbackAddress() throws Exception {
        try (HostJvm host = application(HostJvm.uniqueCluster()).start()) {
            Path socket = ControlSocketIT.socket(host);
            await().until(() -> Files.exists(socket) && !sockets(host, "tcp").isEmpty());

            List<Socket> listening = sockets(host, "tcp").stream().filter(tcp -> tcp.state().equals(LISTENS)).toList();

            List<Integer> stack = sockets(host, "udp").stream().map(Socket::port).toList();
            assertThat(listening).singleElement().satisfies(tcp -> {
                assertThat(tcp.address()).isIn(LOOPBACK);
                assertThat(stack).anyMatch(udp -> tcp.port() >= udp + OFFSET && tcp.port() <= udp + OFFSET + PORT_RANGE);
            });
        }
    }

    @Test
    void aContainerIsReachedFromItsHostThroughTheProcessesRoot() throws Exception {
        List<String> container = List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc");
        assumeTrue(succeeds(Stream.concat(container.stream(), Stream.of("true")).toList()),
                "only root may make namespaces, with unshare of util-linux");
        List<String> launcher = new ArrayList<>(container);
        launcher.addAll(List.of("sh", "-c", OWN_TMP, Path.of("..").toAbsolutePath().normalize().toString()));
        String cluster = HostJvm.uniqueCluster();
        try (HostJvm host = application(cluster).launchedBy(launcher.toArray(String[]::new)).start()) {
            long pid = host.process().children().findFirst().orElseThrow().pid();
            Path socket = Path.of("/proc/" + pid + "/root/tmp/.allstop-0/1.sock");
            await().until(() -> Files.exists(socket));

            await().until(() -> output("curl", "-s", "--unix-socket", socket.toString(), "http://localhost/status"),
                    status -> status.startsWith("RUNNING 1 server on 1 node"));
            assertThat(allstop("status", "--pid", Long.toString(pid))).startsWith("RUNNING 1 server on 1 node");
            assertThat(allstop("ps")).containsPattern(pid + " +" + cluster + " +closed +RUNNING +1 ");
            assertThat(allstop("stop", "--local", "--pid", Long.toString(pid))).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        }
    }

    /** @param address hexadecimal */
    private record Socket(String address, int port, String state) {
    }

    /** What a process has open, of what the kernel lists for the whole network namespace. */
    private static List<Socket> sockets(HostJvm host, String protocol) throws IOException {
        Path process = Path.of("/proc/" + host.pid());
        Set<String> own = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                if (Files.isSymbolicLink(file)) {
                    own.add(Files.readSymbolicLink(file).toString());
                }
            }
        }
        List<String> rows = new ArrayList<>(Files.readAllLines(process.resolve("net/" + protocol)));
        rows.addAll(Files.readAllLines(process.resolve("net/" + protocol + "6")));
        return rows.stream().filter(row -> !row.contains("local_address"))
                .map(line -> line.strip().split("\\s+")).filter(row -> own.contains("socket:[" + row[9] + "]"))
                .map(row -> new Socket(row[1].split(":")[0], Integer.parseInt(row[1].split(":")[1], 16), row[3])).toList();
    }

    private static String allstop(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-jar", HostJvm.agentJar().toString()));
        command.addAll(List.of(arguments));
        return output(command.toArray(String[]::new));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return out;
    }

    private static boolean succeeds(List<String> command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }
}

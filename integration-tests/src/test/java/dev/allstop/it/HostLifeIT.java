package dev.allstop.it;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Jdks.Jdk;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.life.EndingMain;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JVM that Allstop is a guest in: how it starts, runs and ends around a stop. */
class HostLifeIT {

    private static HostJvm.Builder application(String node, String cluster) {
        return HostJvm.named(node).cluster(cluster).subject(QuartzInMemory.class, Library.newest("quartz"));
    }

    private static int serverWithBacklog(SubjectMXBean subject) throws Exception {
        int server = subject.construct("orders", 2);
        subject.enqueue(server, "job", 30, 100);
        subject.start(server);
        return server;
    }

    @Test
    void whenTheMainThreadHasEndedTheJvmAnswersAShutdownBeforeItGoesDown() {
        try (HostJvm host = HostJvm.named("a").cluster(HostJvm.uniqueCluster())
                .classPath(Library.newest("quartz").classPath()).main(EndingMain.class).start()) {
            await().until(() -> host.fleet().running().size() == 1);

            String answer = host.fleet().call("shutdownAll", "timeout=30s");

            assertThat(answer).startsWith("SHUT DOWN 1/1 servers on 1/1 nodes");
            assertThat(host.awaitExit()).isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("dev.allstop.it.harness.Jdks#thisAndNewest")
    void onEachJdkTheJvmPrintsNothingButTheOrders(Jdk jdk) throws Exception {
        try (HostJvm host = application("a", HostJvm.uniqueCluster()).jdk(jdk.home()).start()) {
            SubjectMXBean subject = host.subject();
            serverWithBacklog(subject);
            host.fleet().awaitJoined();

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");

            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 30);
            assertThat(host.out().lines()).containsExactly("ready");
            assertThat(host.err().lines()).isNotEmpty().allMatch(line -> line.contains(" INFO  audit: "));
        }
    }

    @Test
    void sigtermDrainsThisJvmBeforeItGoesDown() throws Exception {
        try (HostJvm host = application("a", HostJvm.uniqueCluster()).option("sigterm", "drain:10m").start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            subject.enqueue(server, "long", 2, 600_000);
            subject.start(server);
            await().until(() -> host.fleet().running().size() == 2);

            // Process.destroy would close its standard input as well, at whose end it goes down by itself.
            assertThat(new ProcessBuilder("kill", "-TERM", Long.toString(host.pid())).start().waitFor()).isZero();

            await().until(() -> host.node().attribute("State"), "DRAINING"::equals);
            assertThat(Ledger.of(subject).running()).hasSize(2);
            subject.endRunning();
            assertThat(host.awaitExit()).isEqualTo(128 + 15);
            assertThat(host.err()).contains("SIGTERM: STOPPED 1/1 servers on 1/1 nodes");
        }
    }

    @Test
    void aStopOrderedWhileTheFleetIsStillJoiningStopsAllOfIt() throws Exception {
        String cluster = HostJvm.uniqueCluster();
        try (HostJvm a = application("a", cluster).start(); HostJvm b = application("b", cluster).start()) {
            serverWithBacklog(a.subject());
            await().until(() -> a.fleet().running().size() == 2);
            serverWithBacklog(b.subject());

            String answer = b.fleet().call("stopAllWithin", "30s");

            assertThat(answer).startsWith("STOPPED 2/2 servers on 2/2 nodes");
            long stopped = a.subject().nanoTime();
            assertThat(Ledger.of(a.subject()).running()).isEmpty();
            assertThat(Ledger.of(b.subject()).running()).isEmpty();
            awaitThroughout(Duration.ofSeconds(1)).until(() -> Ledger.of(a.subject()).startedAfter(stopped).isEmpty());
            b.fleet().call("resumeAll");
            await().until(() -> Ledger.of(a.subject()).ended().size() == 30
                    && Ledger.of(b.subject()).ended().size() == 30);
        }
    }

    @Test
    void aPortThatIsTakenIsReportedAndTheOwnServersStopAllTheSame(@TempDir Path folder) throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path stack = Files.writeString(folder.resolve("fixed-port.xml"), """
                    <config xmlns="urn:org:jgroups">
                      <TCP bind_addr="127.0.0.1" bind_port="%1$d" port_range="0"/>
                      <TCPPING initial_hosts="127.0.0.1[%1$d]" port_range="0"/>
                      <MERGE3/>
                      <FD_ALL3/>
                      <VERIFY_SUSPECT2/>
                      <pbcast.NAKACK2 use_mcast_xmit="false"/>
                      <UNICAST3/>
                      <pbcast.STABLE/>
                      <pbcast.GMS/>
                    </config>
                    """.formatted(taken.getLocalPort()));
            try (HostJvm host = application("a", HostJvm.uniqueCluster()).option("stack", stack.toString()).start()) {
                SubjectMXBean subject = host.subject();
                serverWithBacklog(subject);
                await().until(() -> host.fleet().running().size() == 2);
                FleetClient fleet = host.fleet();

                String headline = fleet.headline("stopAllWithin", "30s");

                assertThat(headline).startsWith("INCOMPLETE").contains("1/1 servers stopped");
                assertThat(host.err()).contains(String.valueOf(taken.getLocalPort()));
                assertThat(Ledger.of(subject).running()).isEmpty();
                fleet.headline("resumeAll");
                await().until(() -> Ledger.of(subject).ended().size() == 30);
            }
        }
    }

    /** On Linux nobody, not even root, can write to /proc. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aReadOnlyWorkingDirectoryMakesNoDifference() throws Exception {
        try (HostJvm host = application("a", HostJvm.uniqueCluster()).in(Path.of("/proc")).start()) {
            SubjectMXBean subject = host.subject();
            serverWithBacklog(subject);
            await().until(() -> host.fleet().running().size() == 2);

            assertThat(host.fleet().call("stopAllWithin", "30s")).startsWith("STOPPED 1/1 servers on 1/1 nodes");

            host.fleet().call("resumeAll");
            await().until(() -> Ledger.of(subject).ended().size() == 30);
            assertThat(host.err().lines()).allMatch(line -> line.contains(" INFO  audit: "));
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aStateFolderThatCannotBeWrittenIsSaidInOneSentence() throws Exception {
        try (HostJvm host = application("a", HostJvm.uniqueCluster()).option("state", "/proc/allstop").start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            subject.start(server);
            subject.enqueue(server, "job", 2, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 2);

            await().until(() -> host.err().contains("/proc/allstop"));
        }
    }
}

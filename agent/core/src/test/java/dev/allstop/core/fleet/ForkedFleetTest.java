package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JVMs of their own, found without any configuration. */
@Timeout(300)
class ForkedFleetTest {

    private static final Duration LONG = Duration.ofSeconds(90);

    private final String cluster = "forked-" + UUID.randomUUID().toString().substring(0, 8);

    private static void together(ForkedNode... all) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> List.of(all).stream()
                .allMatch(node -> node.ask("members").split(",").length == all.length));
    }

    @Test
    void aJvmWhoseMainReturnsGoesDownAlthoughItIsInAFleet() {
        try (ForkedNode node = ForkedNode.start(cluster, "one", "local")) {
            await().atMost(LONG).until(() -> node.ask("threads").contains("allstop-fleet"));
            assertThat(node.ask("lively")).isEqualTo("[]");

            node.tell("return");

            assertThat(node.waitForExit(LONG)).isTrue();
            assertThat(node.process().exitValue()).isZero();
        }
    }

    @Test
    void jvmsThatStartInTheSameMomentFindEachOtherAndStopTogether() {
        try (ForkedNode one = ForkedNode.start(cluster, "one", "local");
                ForkedNode two = ForkedNode.start(cluster, "two", "local");
                ForkedNode three = ForkedNode.start(cluster, "three", "local")) {
            // no waiting for anything: the stop itself knows how long a fleet may take to come together
            assertThat(one.ask("stop PT20S")).startsWith("STOPPED 3/3 servers on 3/3 nodes");
            assertThat(two.ask("held")).isEqualTo("true");
            assertThat(three.ask("resume")).startsWith("RESUMED 3/3 servers on 3/3 nodes");
        }
    }

    @Test
    void theStackWithoutMulticastDoesTheSame() {
        try (ForkedNode one = ForkedNode.start(cluster, "one", "local-ports");
                ForkedNode two = ForkedNode.start(cluster, "two", "local-ports");
                ForkedNode three = ForkedNode.start(cluster, "three", "local-ports")) {
            together(one, two, three);
            assertThat(one.ask("stop PT20S")).startsWith("STOPPED 3/3 servers on 3/3 nodes");
        }
    }

    @Test
    void aKilledJvmIsLostAndNamedWithinSecondsEvenIfItWasTheCoordinator() {
        try (ForkedNode one = ForkedNode.start(cluster, "one", "local")) {
            together(one);
            try (ForkedNode two = ForkedNode.start(cluster, "two", "local");
                    ForkedNode three = ForkedNode.start(cluster, "three", "local")) {
                together(one, two, three);
                one.ask("jobs 1");
                two.tell("stop PT30S");
                await().atMost(LONG).until(() -> three.ask("held").equals("true"));

                one.kill();

                assertThat(two.answer()).startsWith("INCOMPLETE").contains("lost one");
                assertThat(three.ask("await PT1S")).startsWith("INCOMPLETE").contains("lost one");
            }
        }
    }

    @Test
    void clocksThatAreHoursApartChangeNothing(@TempDir Path ahead, @TempDir Path behind) throws IOException {
        try (ForkedNode one = ForkedNode.start(cluster, "one", "local", ShiftedClock.jvmOption(ahead, Duration.ofHours(7)));
                ForkedNode two = ForkedNode.start(cluster, "two", "local",
                        ShiftedClock.jvmOption(behind, Duration.ofHours(-5)))) {
            together(one, two);
            assertThat(Duration.between(Instant.parse(two.ask("clock")), Instant.parse(one.ask("clock"))))
                    .isBetween(Duration.ofHours(11), Duration.ofHours(13));

            assertThat(one.ask("stop PT20S")).startsWith("STOPPED 2/2 servers on 2/2 nodes");
            assertThat(two.ask("await PT20S")).startsWith("STOPPED 2/2 servers on 2/2 nodes");
            try (ForkedNode later = ForkedNode.start(cluster, "later", "local")) {
                together(one, two, later);
                assertThat(later.ask("held")).isEqualTo("false");
                assertThat(two.ask("resume")).startsWith("RESUMED 3/3 servers on 3/3 nodes");
                assertThat(one.ask("held")).isEqualTo("false");
                // released by the one whose clock is behind, ordered again by the one ahead, and the other way round
                assertThat(one.ask("stop PT20S")).startsWith("STOPPED 3/3 servers on 3/3 nodes");
                assertThat(one.ask("resume")).startsWith("RESUMED 3/3");
                assertThat(two.ask("stop PT20S")).startsWith("STOPPED 3/3 servers on 3/3 nodes");
            }
        }
    }

    @Test
    void anApplicationsOwnSettingsForItsOwnJGroupsDoNotReachOurs() {
        String[] theirs = {"-Djgroups.bind_addr=192.0.2.99", "-Djgroups.udp.mcast_port=1", "-Djgroups.udp.mcast_addr=230.0.0.1",
                "-Djgroups.external_addr=192.0.2.99", "-Djgroups.external_port=99", "-Djgroups.udp.ip_ttl=32",
                "-Djgroups.bind_port=80", "-Djgroups.tcpping.initial_hosts=192.0.2.99[1]"};
        try (ForkedNode one = ForkedNode.start(cluster, "one", "local", theirs);
                ForkedNode two = ForkedNode.start(cluster, "two", "local")) {
            together(one, two);
            assertThat(two.ask("stop PT20S")).startsWith("STOPPED 2/2 servers on 2/2 nodes");
        }
    }
}

package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.fleet.Nodes.Node;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are late, repeated, in the wrong order or lost; the fleet is cut apart and meets again. */
@Timeout(120)
class FleetOnBadNetworkTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private static List<Node> start(Nodes nodes, BadNetwork network, int count) {
        List<Node> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Node node = nodes.start("node-" + i, network);
            node.jvm().server("quartz", "server-" + i, 0);
            all.add(node);
        }
        await().atMost(LONG).until(() -> all.stream().allMatch(node -> node.fleet().status().nodes().stream()
                .filter(member -> !member.status().incarnation().isEmpty()).count() == count));
        return all;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aStopIsCarriedOutAndReportedRightAlthoughAThirdOfTheMessagesIsLost(long seed) {
        try (BadNetwork network = new BadNetwork(seed, 0.33); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 4);

            Report report = all.get(0).fleet().stop(Nodes.order(LONG));

            assertThat(report.headline()).startsWith("STOPPED 4/4 servers on 4/4 nodes");
            network.recover();
            assertThat(all.get(3).fleet().resumeAll("bob").headline()).startsWith("RESUMED 4/4 servers on 4/4 nodes");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whateverIsOrderedWhereverInACutFleetAllNodesAgreeOnceTheyMeet(long seed) {
        Random random = new Random(seed);
        try (BadNetwork network = new BadNetwork(seed, 0.1); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 5);
            for (int round = 0; round < 6; round++) {
                if (random.nextBoolean()) {
                    network.split(all.stream().filter(node -> random.nextBoolean()).map(node -> node.settings().node()).toList());
                } else {
                    network.heal();
                }
                Node somebody = all.get(random.nextInt(all.size()));
                if (random.nextInt(3) > 0) {
                    somebody.fleet().stop(Nodes.order(Duration.ZERO));
                } else {
                    CompletableFuture.runAsync(() -> somebody.fleet().resumeAll("bob"));
                }
            }
            network.heal();
            network.recover();

            await().atMost(LONG).untilAsserted(() -> {
                List<String> holds = all.get(0).fleet().holds().stream().map(hold -> hold.id()).sorted().toList();
                for (Node node : all) {
                    assertThat(node.fleet().holds().stream().map(hold -> hold.id()).sorted().toList()).isEqualTo(holds);
                    // nothing stays held that no hold covers, and nothing runs that one covers
                    assertThat(node.jvm().holds().stream().sorted().toList()).isEqualTo(holds);
                }
            });
        }
    }

    @Test
    void aNodeThatIsCutOffIsLostInTheReportKeepsItsHoldsAndIsFineWhenItReturns() {
        try (BadNetwork network = new BadNetwork(5, 0); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            all.get(2).jvm().server("quartz", "server-2", 1);
            CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> all.get(0).fleet().stop(Nodes.order(LONG)));
            await().atMost(LONG).until(() -> all.get(2).jvm().held("server-2"));

            network.split(List.of("node-2"));
            Report report = stop.join();
            assertThat(report.verdict()).contains(Verdict.INCOMPLETE);
            assertThat(report.headline()).contains("lost node-2");
            assertThat(all.get(2).jvm().held("server-2")).isTrue();

            all.get(2).jvm().finish("server-2");
            network.heal();
            await().atMost(LONG).until(() -> all.get(1).fleet().status().nodes().stream()
                    .noneMatch(node -> node.outcome() == MemberOutcome.LOST));
            assertThat(all.get(1).fleet().awaitDrained(LONG, Expectation.NONE).headline())
                    .startsWith("STOPPED 3/3 servers on 3/3 nodes");
        }
    }

    @Test
    void aNodeCutOffWhenTheOrderWasGivenIsNotPassedOverAndStopsOnceItIsBack() {
        try (BadNetwork network = new BadNetwork(6, 0); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            network.split(List.of("node-2"));
            await().atMost(LONG).until(() -> all.get(0).fleet().status().nodes().size() == 2);

            Report report = all.get(0).fleet().stop(Nodes.order(LONG));
            assertThat(report.verdict()).contains(Verdict.INCOMPLETE);
            assertThat(report.nodes()).filteredOn(node -> node.outcome() == MemberOutcome.LOST)
                    .extracting(node -> node.status().name()).containsExactly("node-2");
            assertThat(all.get(2).jvm().held("server-2")).isFalse();

            network.heal();
            await().atMost(LONG).until(() -> all.get(2).jvm().held("server-2") && all.get(1).fleet().status().nodes().stream()
                    .noneMatch(node -> node.outcome() == MemberOutcome.LOST));
            assertThat(all.get(1).fleet().awaitDrained(LONG, Expectation.NONE).verdict()).contains(Verdict.STOPPED);
        }
    }

    @Test
    void theSameOrderAHundredTimesIsOneHoldAndReconciledOnce() {
        try (BadNetwork network = new BadNetwork(7, 0.2); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            int before = all.get(1).jvm().reconciled();
            for (int i = 0; i < 100; i++) {
                all.get(i % 3).fleet().stop(Nodes.order(Duration.ZERO));
                if (i == 0) {
                    await().atMost(LONG).until(() -> all.stream().allMatch(node -> node.fleet().holds().size() == 1));
                }
            }
            assertThat(all.get(0).fleet().awaitDrained(LONG, Expectation.NONE).verdict()).contains(Verdict.STOPPED);
            assertThat(all).allMatch(node -> node.fleet().holds().size() == 1);
            assertThat(all.get(1).jvm().reconciled() - before).isOne();
        }
    }
}

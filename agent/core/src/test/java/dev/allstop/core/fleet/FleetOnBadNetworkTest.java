package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.fleet.Nodes.Node;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.Verdict;
import dev.allstop.core.fleet.wire.Envelope;
import dev.allstop.core.hold.Coverage;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jgroups.Address;
import org.jgroups.util.UUID;
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
        try (BadNetwork network = new BadNetwork(seed); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 4);
            network.lose(0.33);

            Report report = all.get(0).fleet().stop(Nodes.order(LONG));

            assertThat(report.headline()).startsWith("STOPPED 4/4 servers on 4/4 nodes");
            network.lose(0);
            assertThat(all.get(3).fleet().resumeAll("bob").headline()).startsWith("RESUMED 4/4 servers on 4/4 nodes");
        }
    }

    @Test
    void aMemberThatDidNotHearOfAResumeIsToldAgainWhileTheCallerWaits() {
        try (BadNetwork network = new BadNetwork(12); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            assertThat(all.get(0).fleet().stop(Nodes.order(LONG)).headline()).startsWith("STOPPED 3/3 servers");
            network.loseBroadcastsTo("node-2");

            Report report = all.get(0).fleet().resumeAll("bob");

            assertThat(report.headline()).startsWith("RESUMED 3/3 servers on 3/3 nodes");
            assertThat(all.get(2).jvm().held("server-2")).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void whateverIsOrderedWhereverInACutFleetAllNodesAgreeOnceTheyMeet(long seed) {
        Random random = new Random(seed);
        try (BadNetwork network = new BadNetwork(seed); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 5);
            network.lose(0.1);
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
            network.lose(0);

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
        try (BadNetwork network = new BadNetwork(5); Nodes nodes = new Nodes()) {
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
    void aNodeThatAnswersAndHasNotAcknowledgedIsNotCalledUnreachableBeforeItIsSilent() {
        try (BadNetwork network = new BadNetwork(8); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 2);
            all.get(1).jvm().gatesStayClosing();

            await().atMost(LONG).untilAsserted(() -> {
                Report report = all.get(0).fleet().stop(Nodes.order(Duration.ofSeconds(2)));
                assertThat(report.verdict()).contains(Verdict.NOT_DRAINED);
                assertThat(report.nodes()).extracting(node -> node.status().name(), node -> node.outcome(), node -> node.ackMs() < 0)
                        .contains(tuple("node-1", MemberOutcome.DRAINING, true));
            });

            network.lose(1);
            await().atMost(LONG).untilAsserted(() -> {
                Report report = all.get(0).fleet().awaitDrained(Duration.ofSeconds(2), Expectation.NONE);
                assertThat(report.verdict()).contains(Verdict.INCOMPLETE);
                assertThat(report.headline()).contains("unreachable node-1");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void aGoodbyeThatIsHeardAfterItsSenderIsOutOfSightCountsAllTheSame(long seed) {
        try (BadNetwork network = new BadNetwork(seed); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 2);
            Selector onlyTheOther = Selector.parse(Selector.INCARNATION + "=" + all.get(1).settings().incarnation());
            all.get(1).fleet().stop(Nodes.order(onlyTheOther, LONG, Expectation.NONE));
            await().atMost(LONG).until(() -> all.get(0).fleet().holds().size() == 1);

            all.get(1).fleet().close();

            await().atMost(LONG).until(() -> all.get(0).fleet().holds().isEmpty());
        }
    }

    @Test
    void aNodeCutOffWhenTheOrderWasGivenIsNotPassedOverAndStopsOnceItIsBack() {
        try (BadNetwork network = new BadNetwork(6); Nodes nodes = new Nodes()) {
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
    void aLeaseThatIsRenewedWhereSomebodyWaitsStaysAlthoughItRanOutForANodeThatWasCutOff() {
        try (BadNetwork network = new BadNetwork(8); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            all.get(1).jvm().server("quartz", "server-1", 1);
            CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> all.get(0).fleet().stop(
                    Nodes.order(LONG, OnDeadline.REPORT, Optional.of(Duration.ofSeconds(2)), false)));
            await().atMost(LONG).until(() -> all.stream().allMatch(node -> !node.jvm().holds().isEmpty()));

            network.split(List.of("node-2"));
            await().atMost(LONG).until(() -> all.get(2).jvm().holds().isEmpty());
            assertThat(all.get(2).fleet().trail()).last().satisfies(entry -> {
                assertThat(entry.what()).isEqualTo("release");
                assertThat(entry.reason()).contains("lease ran out");
            });
            network.heal();

            await().atMost(LONG).until(() -> all.get(2).jvm().held("server-2"));
            assertThat(all.get(2).fleet().trail()).last().satisfies(entry -> assertThat(entry.outcome()).startsWith("in force again"));
            assertThat(stop).isNotDone();
            all.get(1).jvm().finish("server-1");
            assertThat(stop.join().headline()).startsWith("STOPPED 3/3 servers on 3/3 nodes");
        }
    }

    @Test
    void whatWasStoppedInTimeIsNotResumedAtTheDeadlineByANodeThatMissesSomebody() {
        try (BadNetwork network = new BadNetwork(9); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 2);
            Report report = all.get(0).fleet().stop(
                    Nodes.order(Duration.ofSeconds(4), OnDeadline.RESUME, Optional.empty(), false));
            assertThat(report.verdict()).contains(Verdict.STOPPED);
            // killed by its deploy; the newcomer knows of it by name only and must take it to be lost
            all.get(1).channel().close(Duration.ZERO);
            Node fresh = nodes.start("fresh", network);
            fresh.jvm().server("quartz", "server-fresh", 0);
            await().atMost(LONG).until(() -> fresh.fleet().status().nodes().stream()
                    .anyMatch(node -> node.outcome() == MemberOutcome.LOST));

            await().during(Duration.ofSeconds(6)).atMost(LONG).until(() -> all.get(0).jvm().held("server-0"));
        }
    }

    @Test
    void aMemberOrAStrangerThatSendsMassesOfMessagesDoesNotKeepAnOrderFromTheOthers() throws InterruptedException {
        try (BadNetwork network = new BadNetwork(10); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            byte[] noise = new byte[Envelope.MOST_BYTES];
            Address stranger = UUID.randomUUID();
            AtomicBoolean enough = new AtomicBoolean();
            Thread flood = new Thread(() -> {
                while (!enough.get()) {
                    for (Node victim : all.subList(0, 2)) {
                        network.forge(all.get(2).link().address(), victim.link(), noise);
                        network.forge(stranger, victim.link(), noise);
                    }
                }
            }, "flood");
            flood.start();
            try {
                CompletableFuture.runAsync(() -> all.get(0).fleet().stop(Nodes.order(LONG)));
                await().atMost(LONG).until(() -> all.get(1).jvm().held("server-1") && all.get(0).fleet().status().nodes()
                        .stream().anyMatch(node -> node.status().name().equals("node-1")
                                && node.outcome() == MemberOutcome.DRAINED));
            } finally {
                enough.set(true);
                flood.join();
            }
            assertThat(all.get(0).fleet().awaitDrained(LONG, Expectation.NONE).headline())
                    .startsWith("STOPPED 3/3 servers on 3/3 nodes");
        }
    }

    @Test
    void anOrderLooksNoYoungerToALaterJvmForHavingWaitedThereToBeHeard() {
        try (BadNetwork network = new BadNetwork(11); Nodes nodes = new Nodes()) {
            Node old = start(nodes, network, 1).get(0);
            old.fleet().stop(Nodes.order(LONG));
            Duration beyondTheTolerance = Coverage.TOLERANCE.plusMillis(250);
            await().pollDelay(beyondTheTolerance).until(() -> true);
            network.unplug("fresh");
            Node fresh = nodes.start("fresh", network);
            await().atMost(LONG).until(() -> fresh.fleet().joined());
            synchronized (fresh.jvm()) {
                // the fleet's thread asks the JVM for its status and has to wait; meanwhile the order arrives
                fresh.jvm().server("quartz", "server-fresh", 0);
                network.plugIn(fresh.link());
                await().pollDelay(beyondTheTolerance.multipliedBy(2)).until(() -> true);
            }

            await().atMost(LONG).until(() -> !fresh.fleet().holds().isEmpty());
            assertThat(old.fleet().awaitDrained(LONG, Expectation.NONE).headline())
                    .startsWith("STOPPED 1/1 servers on 1/1 nodes");
            assertThat(fresh.jvm().held("server-fresh")).isFalse();
        }
    }

    @Test
    void theSameOrderAHundredTimesIsOneHoldAndReconciledOnce() {
        try (BadNetwork network = new BadNetwork(7); Nodes nodes = new Nodes()) {
            List<Node> all = start(nodes, network, 3);
            network.lose(0.2);
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

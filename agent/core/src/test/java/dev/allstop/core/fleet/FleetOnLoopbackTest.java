package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.fleet.Nodes.Node;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several nodes on the real stack {@code local}. */
@Timeout(60)
class FleetOnLoopbackTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Nodes nodes = new Nodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    private void together(Node... all) {
        await().atMost(LONG).until(() -> List.of(all).stream()
                .allMatch(node -> node.fleet().status().nodes().size() == all.length
                        && node.fleet().status().nodes().stream().noneMatch(n -> n.status().incarnation().isEmpty())));
    }

    @Test
    void aStopOnOneNodeClosesTheGatesOfAllWaitsForTheirJobsAndReportsEachNode() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1).server("jobrunr", "c", 0);
        together(one, two);

        CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> one.fleet().stop(Nodes.order(LONG)));
        await().atMost(LONG).until(() -> one.jvm().held("a") && two.jvm().held("b") && two.jvm().held("c"));
        assertThat(stop).isNotDone();
        two.jvm().finish("b");

        Report report = stop.join();
        assertThat(report.headline()).startsWith("STOPPED 3/3 servers on 2/2 nodes in ");
        assertThat(report.nodes()).extracting(node -> node.outcome()).containsOnly(MemberOutcome.DRAINED);
        assertThat(report.nodes()).allMatch(node -> node.ackMs() >= 0 && node.drainedMs() >= node.ackMs());
    }

    @Test
    void theDeadlineEndsTheWaitButNotTheHold() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 2);
        together(one, two);

        Report report = one.fleet().stop(Nodes.order(Duration.ofMillis(600)));

        assertThat(report.headline())
                .isEqualTo("NOT DRAINED within 0.6s: 1/2 servers stopped on 2/2 nodes, 2 jobs running");
        assertThat(two.jvm().held("b")).isTrue();
        assertThat(two.fleet().status().verdict()).contains(Verdict.NOT_DRAINED);
    }

    @Test
    void resumeAllOnAnotherNodeReleasesEverything() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);
        one.fleet().stop(Nodes.order(LONG));

        Report report = two.fleet().resumeAll("bob");

        assertThat(report.headline()).startsWith("RESUMED 2/2 servers on 2/2 nodes in ");
        assertThat(one.jvm().held("a")).isFalse();
        assertThat(one.fleet().holds()).isEmpty();
    }

    @Test
    void aSecondStopDuringTheFirstJoinsItAndAnotherNodeCanAwaitTheSameReport() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 1);
        two.jvm().server("quartz", "b", 0);
        together(one, two);

        CompletableFuture<Report> first = CompletableFuture.supplyAsync(() -> one.fleet().stop(Nodes.order(LONG)));
        await().atMost(LONG).until(() -> !two.fleet().holds().isEmpty());
        CompletableFuture<Report> second = CompletableFuture.supplyAsync(() -> two.fleet().stop(Nodes.order(LONG)));
        CompletableFuture<Report> awaited = CompletableFuture.supplyAsync(
                () -> two.fleet().awaitDrained(LONG, Expectation.NONE));
        one.jvm().finish("a");

        assertThat(first.join().hold()).isEqualTo(second.join().hold()).isEqualTo(awaited.join().hold());
        assertThat(List.of(first.join(), second.join(), awaited.join())).allMatch(report -> report.is(Verdict.STOPPED));
        assertThat(two.fleet().holds()).hasSize(1);
    }

    @Test
    void aJvmStartedAfterAStopRunsUnlessItIsSticky() {
        Node old = nodes.start("old");
        old.jvm().server("quartz", "a", 0);
        old.fleet().stop(Nodes.order(LONG));

        Node fresh = nodes.startLater("fresh", LONG);
        fresh.jvm().server("quartz", "b", 3);
        together(old, fresh);

        await().atMost(LONG).until(() -> !fresh.fleet().holds().isEmpty());
        Report report = old.fleet().awaitDrained(LONG, Expectation.NONE);
        assertThat(report.headline()).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(fresh.jvm().held("b")).isFalse();

        fresh.fleet().stop(Nodes.order(Duration.ZERO, OnDeadline.REPORT, Optional.empty(), true));
        Node later = nodes.start("later");
        later.jvm().server("quartz", "c", 0);
        await().atMost(LONG).until(() -> later.jvm().held("c"));
    }

    @Test
    void aNodeThatSaysGoodbyeAfterItHadDrainedIsNoLoss() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 1);
        two.jvm().server("quartz", "b", 0);
        together(one, two);
        CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> one.fleet().stop(Nodes.order(LONG)));
        await().atMost(LONG).until(() -> two.jvm().held("b") && one.fleet().status().nodes().stream()
                .anyMatch(node -> node.outcome() == MemberOutcome.DRAINED));

        two.fleet().close();
        await().atMost(LONG).until(() -> one.fleet().status().nodes().stream()
                .anyMatch(node -> node.outcome() == MemberOutcome.LEFT));
        one.jvm().finish("a");

        assertThat(stop.join().headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
    }

    @Test
    void aNodeThatIsGoneBeforeItHadDrainedIsLostAndTheReportIncomplete() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1);
        together(one, two);
        CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> one.fleet().stop(Nodes.order(LONG)));
        await().atMost(LONG).until(() -> two.jvm().held("b"));

        two.channel().close(Duration.ofSeconds(1));

        assertThat(stop.join().verdict()).contains(Verdict.INCOMPLETE);
        assertThat(stop.join().headline()).contains("lost two");
    }

    @Test
    void theHoldOutlivesTheNodeThatOrderedIt() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        Node three = nodes.start("three");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1);
        three.jvm().server("quartz", "c", 0);
        together(one, two, three);
        CompletableFuture.runAsync(() -> one.fleet().stop(Nodes.order(LONG)));
        await().atMost(LONG).until(() -> two.jvm().held("b") && three.jvm().held("c"));
        await().atMost(LONG).until(() -> three.fleet().status().nodes().stream().anyMatch(node ->
                node.status().name().equals("one") && node.outcome() == MemberOutcome.DRAINED));

        one.channel().close(Duration.ofSeconds(1));
        two.jvm().finish("b");
        Report report = three.fleet().awaitDrained(LONG, Expectation.NONE);

        assertThat(report.headline()).startsWith("STOPPED 3/3 servers on 3/3 nodes");
        assertThat(report.nodes()).extracting(node -> node.outcome()).contains(MemberOutcome.LEFT);
    }

    @Test
    void whatIsExpectedAndNotThereIsMissing() {
        Node one = nodes.start("one");
        one.jvm().server("quartz", "a", 0);

        Report byNumber = one.fleet().stop(Nodes.order(Selector.ALL, LONG, new Expectation(3, List.of())));
        Report byName = one.fleet().awaitDrained(LONG, new Expectation(0, List.of("one", "two")));

        assertThat(byNumber.verdict()).contains(Verdict.INCOMPLETE);
        assertThat(byNumber.missing()).containsExactly("2 more nodes");
        assertThat(byName.missing()).containsExactly("two");
    }

    @Test
    void aSelectorNarrowsAStopAndOneThatMatchesNothingIsRefusedWithWhatThereIs() {
        Node one = nodes.start("one-blue");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0).server("jobrunr", "c", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);

        Report report = two.fleet().stop(
                Nodes.order(Selector.parse("color=blue;kind=quartz"), LONG, Expectation.NONE));

        assertThat(report.headline()).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(one.jvm().held("a")).isTrue();
        assertThat(one.jvm().held("c")).isFalse();
        assertThat(two.jvm().held("b")).isFalse();
        assertThatThrownBy(() -> two.fleet().stop(Nodes.order(Selector.parse("kind=db"), LONG, Expectation.NONE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kind=jobrunr,quartz").hasMessageContaining("color=blue,green");
        assertThat(two.fleet().holds()).hasSize(1);
    }

    @Test
    void nodesOfTheSameNameAreBothStoppedAndBothReported() {
        Node one = nodes.start("web");
        Node two = nodes.start("web");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);

        Report report = one.fleet().stop(Nodes.order(LONG));

        assertThat(report.headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
        assertThat(one.fleet().resumeAll("bob").headline()).startsWith("RESUMED 2/2 servers on 2/2 nodes");
    }

    @Test
    void withoutAnyJobServerAStopIsRefusedAndNothingStaysHeld() {
        Node one = nodes.start("one");

        assertThatThrownBy(() -> one.fleet().stop(Nodes.order(LONG))).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no job server");
        assertThat(one.fleet().holds()).isEmpty();
    }

    @Test
    void aLeaseRunsOutOnceNobodyWaitsAnyMore() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1);
        together(one, two);
        CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> one.fleet().stop(
                Nodes.order(LONG, OnDeadline.REPORT, Optional.of(Duration.ofSeconds(1)), false)));
        // longer than the lease, which is renewed while the caller waits
        await().pollDelay(Duration.ofMillis(1500)).atMost(LONG).until(() -> two.jvm().held("b"));
        two.jvm().finish("b");
        assertThat(stop.join().verdict()).contains(Verdict.STOPPED);

        await().atMost(LONG).until(() -> !one.jvm().held("a") && !two.jvm().held("b"));
        await().atMost(LONG).until(() -> two.fleet().holds().isEmpty() && one.fleet().holds().isEmpty());
    }

    @Test
    void aLeaseRunsOutWhenTheJvmOfTheCallerIsGone() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1);
        together(one, two);
        CompletableFuture.runAsync(() -> one.fleet().stop(
                Nodes.order(LONG, OnDeadline.REPORT, Optional.of(Duration.ofSeconds(2)), false)));
        await().atMost(LONG).until(() -> two.jvm().held("b"));

        one.channel().close(Duration.ofSeconds(1));

        await().atMost(LONG).until(() -> !two.jvm().held("b") && two.fleet().holds().isEmpty());
        assertThat(two.fleet().trail()).last().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("release");
            assertThat(entry.by()).isEqualTo("allstop");
            assertThat(entry.reason()).contains("lease ran out");
        });
    }

    @Test
    void onDeadlineResumeReleasesTheHoldAndReportsWhatWasNotDrained() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1);
        together(one, two);

        Report report = one.fleet().stop(
                Nodes.order(Duration.ofMillis(500), OnDeadline.RESUME, Optional.empty(), false));

        assertThat(report.verdict()).contains(Verdict.NOT_DRAINED);
        await().atMost(LONG).until(() -> !one.jvm().held("a") && !two.jvm().held("b"));
        await().atMost(LONG).untilAsserted(() -> assertThat(List.of(one, two)).allSatisfy(node ->
                assertThat(node.fleet().trail()).anySatisfy(entry -> {
                    assertThat(entry.what()).isEqualTo("release");
                    assertThat(entry.by()).isEqualTo("allstop");
                    assertThat(entry.reason()).isEqualTo("the deadline of the order by ann has passed");
                })));
    }

    @Test
    void atTheDeadlineEachNodeInterruptsItsOwnStragglersAndTheReportSaysWhatCameOfIt() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 1);
        together(one, two);

        Report report = one.fleet().stop(
                Nodes.order(Duration.ofMillis(500), OnDeadline.INTERRUPT, Optional.empty(), false));

        assertThat(report.verdict()).contains(Verdict.STOPPED);
        assertThat(two.jvm().deadlines()).containsExactly("INTERRUPT " + report.hold().orElseThrow().id());
    }

    @Test
    void aHoldReleasedWhileSomebodyWaitsEndsTheWait() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 1);
        two.jvm().server("quartz", "b", 1);
        together(one, two);
        CompletableFuture<Report> stop = CompletableFuture.supplyAsync(() -> one.fleet().stop(Nodes.order(LONG)));
        await().atMost(LONG).until(() -> two.jvm().held("b"));

        two.fleet().resumeAll("bob");

        assertThat(stop.join().verdict()).contains(Verdict.RESUMED);
        assertThat(stop.join().headline()).startsWith("HOLD ENDED while waiting, released by bob");
    }

    @Test
    void holdsStackAndReleasingOneLeavesTheOthers() {
        Node one = nodes.start("one");
        one.jvm().server("quartz", "a", 0).server("jobrunr", "b", 0);
        Report all = one.fleet().stop(Nodes.order(LONG));
        Report quartz = one.fleet().stop(Nodes.order(Selector.parse("kind=quartz"), LONG, Expectation.NONE));
        assertThat(one.fleet().holds()).hasSize(2);

        one.fleet().resume(all.hold().orElseThrow().id(), "bob");

        assertThat(one.jvm().held("a")).isTrue();
        assertThat(one.jvm().held("b")).isFalse();
        assertThatThrownBy(() -> one.fleet().resume("nonsense", "bob")).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(quartz.hold().orElseThrow().id());
    }

    @Test
    void aServerThatCannotBeControlledOrAJobThatStartedLateIsNeverSuccess() {
        Node one = nodes.start("one");
        one.jvm().server("quartz", "a", 0).server("jobrunr", "b", 0);
        one.jvm().uncontrolled("b");
        assertThat(one.fleet().stop(Nodes.order(LONG)).verdict()).contains(Verdict.UNCONTROLLED);
        one.fleet().resumeAll("ann");

        one.jvm().startedAfterAck("a");
        assertThat(one.fleet().stop(Nodes.order(Selector.parse("name=a"), LONG, Expectation.NONE)).verdict())
                .contains(Verdict.UNCONTROLLED);
    }

    @Test
    void shutdownEndsTheServersOnceAllAreDrained() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);

        Report report = one.fleet().shutdown(Nodes.order(LONG));

        assertThat(report.headline()).startsWith("SHUT DOWN 2/2 servers on 2/2 nodes in ");
    }

    @Test
    void aPlanSaysWhatAStopWouldTouchAndTouchesNothing() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 2);
        two.jvm().server("quartz", "b", 1);
        together(one, two);

        Report plan = one.fleet().plan(Nodes.order(LONG));

        assertThat(plan.headline()).isEqualTo("WOULD STOP 2 servers on 2 nodes, 3 jobs running");
        assertThat(one.jvm().held("a")).isFalse();
        assertThat(one.fleet().holds()).isEmpty();
    }

    @Test
    void aPlanNamesTheHoldThatTheSameStopWouldJoin() {
        Node one = nodes.start("one");
        one.jvm().server("quartz", "a", 0);
        assertThat(one.fleet().plan(Nodes.order(LONG)).hold().orElseThrow().id()).isEqualTo("plan");

        String hold = one.fleet().stop(Nodes.order(LONG)).hold().orElseThrow().id();

        assertThat(one.fleet().plan(Nodes.order(LONG)).hold().orElseThrow().id()).isEqualTo(hold);
        assertThat(one.fleet().plan(Nodes.order(Selector.parse("kind=quartz"), LONG, Expectation.NONE)).hold().orElseThrow()
                .id()).isEqualTo("plan");
    }

    @Test
    void theSameStopGivenAgainHoldsWhatWasStartedInBetween() {
        Node one = nodes.start("one");
        one.jvm().server("quartz", "a", 0);
        String first = one.fleet().stop(Nodes.order(LONG)).hold().orElseThrow().id();
        Node two = nodes.startLater("two", LONG);
        two.jvm().server("quartz", "b", 0);
        together(one, two);
        await().atMost(LONG).until(() -> !two.fleet().holds().isEmpty());
        assertThat(two.jvm().held("b")).isFalse();

        Report again = one.fleet().stop(Nodes.order(LONG));

        assertThat(again.headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
        assertThat(again.hold().orElseThrow().id()).isNotEqualTo(first);
        assertThat(two.jvm().held("b")).isTrue();
    }

    @Test
    void aHoldOnOneJvmAloneEndsWithThatJvm() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);
        String onlyTwo = Selector.INCARNATION + "=" + two.settings().incarnation();
        two.fleet().stop(Nodes.order(Selector.parse(onlyTwo), LONG, Expectation.NONE));
        Report part = one.fleet().stop(Nodes.order(Selector.parse("kind=quartz"), LONG, Expectation.NONE));
        await().atMost(LONG).until(() -> one.fleet().holds().size() == 2);

        two.fleet().close();

        await().atMost(LONG).until(() -> one.fleet().holds().equals(List.of(part.hold().orElseThrow())));
        assertThat(two.jvm().held("b")).isTrue();
    }

    @Test
    void everyOrderLeavesATrailOnTheNodeThatGaveItAndOnThoseThatHeardOfIt() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);

        one.fleet().stop(Nodes.order(LONG));

        assertThat(one.fleet().trail()).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("stop");
            assertThat(entry.by()).isEqualTo("ann");
            assertThat(entry.reason()).isEqualTo("deploy");
            assertThat(entry.outcome()).startsWith("STOPPED 2/2");
        });
        await().untilAsserted(() -> assertThat(two.fleet().trail()).singleElement()
                .satisfies(entry -> assertThat(entry.from()).isEqualTo("one")));
    }

    @Test
    void theTrailTellsWhoEndedAHoldAndWhyOnEveryNode() {
        Node one = nodes.start("one");
        Node two = nodes.start("two");
        one.jvm().server("quartz", "a", 0);
        two.jvm().server("quartz", "b", 0);
        together(one, two);

        one.fleet().stop(Nodes.order(LONG));
        two.fleet().resumeAll("bob");
        one.fleet().stop(Nodes.order(LONG, OnDeadline.REPORT, Optional.of(Duration.ofSeconds(1)), false));
        await().atMost(LONG).until(() -> one.fleet().holds().isEmpty() && two.fleet().holds().isEmpty());

        assertThat(two.fleet().trail()).anySatisfy(entry -> {
            assertThat(entry.what()).isEqualTo("resumeAll");
            assertThat(entry.by()).isEqualTo("bob");
            assertThat(entry.outcome()).startsWith("RESUMED 2/2");
        });
        assertThat(one.fleet().trail()).anySatisfy(entry -> {
            assertThat(entry.what()).isEqualTo("release");
            assertThat(entry.by()).isEqualTo("bob");
            assertThat(entry.from()).isEqualTo("two");
        });
        await().atMost(LONG).untilAsserted(() -> assertThat(List.of(one, two)).allSatisfy(node ->
                assertThat(node.fleet().trail()).last().satisfies(entry -> {
                    assertThat(entry.what()).isEqualTo("release");
                    assertThat(entry.by()).isEqualTo("allstop");
                    assertThat(entry.reason()).contains("lease ran out");
                })));
    }
}

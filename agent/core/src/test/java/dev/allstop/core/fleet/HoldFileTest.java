package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.fleet.Nodes.Node;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Release;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HoldFileTest {

    private static final long NOW = System.nanoTime();
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private static HoldEntry entry(String id, boolean sticky) {
        return HoldEntry.ordered(new Hold(id, Selector.ALL, sticky, "", "ann", "web-1", Instant.EPOCH, Duration.ofMinutes(1),
                Optional.empty(), OnDeadline.REPORT), NOW, Map.of());
    }

    private static HoldEntry released(String id) {
        return entry(id, false).released(new Release("bob", "", "web-1", Instant.EPOCH));
    }

    @Test
    void stickyHoldsAndReleasedOnesComeBackOthersDoNot() throws IOException {
        new HoldFile(folder, "orders").save(List.of(entry("sticky", true), entry("plain", false), released("over")), NOW);

        assertThat(new HoldFile(folder, "orders").load(NOW)).containsExactlyInAnyOrder(entry("sticky", true), released("over"));
    }

    @Test
    void fleetsThatShareAFolderKeepApart() throws IOException {
        new HoldFile(folder, "orders").save(List.of(entry("a", true)), NOW);

        assertThat(new HoldFile(folder, "mails").load(NOW)).isEmpty();
    }

    @Test
    void theNameOfAFleetLeadsNowhereElse() {
        assertThat(new HoldFile(folder, "../../etc/passwd").path().normalize().getParent()).isEqualTo(folder);
        assertThat(new HoldFile(folder, "a/b").path()).isNotEqualTo(new HoldFile(folder, "a_b").path());
    }

    @Test
    void jvmsThatShareAFileAddToEachOther() throws IOException {
        new HoldFile(folder, "orders").save(List.of(entry("a", true)), NOW);
        new HoldFile(folder, "orders").save(List.of(entry("b", true)), NOW);

        assertThat(new HoldFile(folder, "orders").load(NOW)).extracting(HoldEntry::id).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void onlyTheOwnerMayReadItAndNothingElseIsLeftInTheFolder() throws IOException {
        HoldFile file = new HoldFile(folder, "orders");
        file.save(List.of(entry("a", true)), NOW);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file.path());
        }
    }

    @Test
    void aFileThatIsDamagedAnywhereIsNotReadInPart() throws IOException {
        HoldFile file = new HoldFile(folder, "orders");
        file.save(List.of(entry("a", true), entry("b", true)), NOW);
        byte[] whole = Files.readAllBytes(file.path());
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file.path(), damaged);
            assertThatThrownBy(() -> file.load(NOW)).isInstanceOf(IOException.class);
        }
        Files.write(file.path(), new byte[0]);
        assertThatThrownBy(() -> file.load(NOW)).isInstanceOf(IOException.class);
    }

    @Test
    void aFolderThatCannotBeWrittenHarmsNothing() throws IOException {
        Path notAFolder = Files.writeString(folder.resolve("file"), "");
        HoldFile file = new HoldFile(notAFolder, "orders");

        file.save(List.of(entry("a", true)), NOW);

        assertThat(file.load(NOW)).isEmpty();
    }

    @Test
    void aStickyHoldSurvivesARestartOfTheWholeFleetAndItsReleaseToo() {
        try (Nodes nodes = new Nodes()) {
            Node before = nodes.start("web-1", Nodes.QUICK, Optional.of(folder));
            before.jvm().server("quartz", "a", 0);
            before.fleet().stop(Nodes.order(LONG, OnDeadline.REPORT, Optional.empty(), true));
            before.fleet().close();

            Node after = nodes.start("web-1", Nodes.QUICK, Optional.of(folder));
            after.jvm().server("quartz", "a", 0);
            // not eventually, but from the moment that start() has returned
            assertThat(after.jvm().held("a")).isTrue();
            assertThat(after.fleet().holds()).hasSize(1);
            after.fleet().resumeAll("bob");
            await().atMost(LONG).until(() -> !after.jvm().held("a"));
            after.fleet().close();

            Node last = nodes.start("web-1", Nodes.QUICK, Optional.of(folder));
            last.jvm().server("quartz", "a", 0);
            assertThat(last.fleet().holds()).isEmpty();
            await().atMost(LONG).until(() -> !last.jvm().held("a"));
        }
    }

    @Test
    void withAStateFolderNothingStartsBeforeTheFleetWasAskedForStickyHolds() {
        try (Nodes nodes = new Nodes()) {
            Node old = nodes.start("old");
            old.jvm().server("quartz", "a", 0);
            old.fleet().stop(Nodes.order(LONG, OnDeadline.REPORT, Optional.empty(), true));

            Node fresh = nodes.start("fresh", Nodes.PATIENT, Optional.of(folder));
            fresh.jvm().server("quartz", "b", 0);

            await().atMost(LONG).until(() -> !fresh.jvm().holds().contains("joining"));
            assertThat(fresh.fleet().holds()).isEqualTo(old.fleet().holds()).hasSize(1);
            assertThat(fresh.jvm().held("b")).isTrue();
            assertThat(fresh.jvm().wasFree("b")).isFalse();
        }
    }

    @Test
    void withAStateFolderNothingStartsUntilEveryMemberHasToldWhatIsHeldHoweverLongThatTakes() {
        try (BadNetwork network = new BadNetwork(2); Nodes nodes = new Nodes()) {
            Node old = nodes.start("old", network);
            old.jvm().server("quartz", "a", 0);
            old.fleet().stop(Nodes.order(LONG, OnDeadline.REPORT, Optional.empty(), true));
            network.lose(1);

            Node fresh = nodes.start("fresh", network, Optional.of(folder));
            fresh.jvm().server("quartz", "b", 0);
            await().atMost(LONG).during(Duration.ofSeconds(1)).until(() -> fresh.jvm().holds().equals(List.of("joining")));
            network.lose(0);

            await().atMost(LONG).until(() -> !fresh.jvm().holds().contains("joining"));
            assertThat(fresh.fleet().holds()).isEqualTo(old.fleet().holds()).hasSize(1);
            assertThat(fresh.jvm().wasFree("b")).isFalse();
        }
    }

    @Test
    void withAStateFolderAMemberThatNeverSpeaksHoldsNobodyForEver() {
        try (BadNetwork network = new BadNetwork(3); Nodes nodes = new Nodes()) {
            nodes.start("old", network).jvm().server("quartz", "a", 0);
            network.lose(1);
            Node fresh = nodes.start("fresh", network, Optional.of(folder));
            fresh.jvm().server("quartz", "b", 0);
            assertThat(fresh.jvm().held("b")).isTrue();

            await().atMost(LONG).until(() -> !fresh.jvm().held("b"));
        }
    }

    @Test
    void withAStateFolderTheWordOfOthersThatAreAsNewIsNotTakenForThatOfTheFleet() {
        try (BadNetwork network = new BadNetwork(4); Nodes nodes = new Nodes()) {
            Node old = nodes.start("old", network);
            old.jvm().server("quartz", "a", 0);
            old.fleet().stop(Nodes.order(LONG, OnDeadline.REPORT, Optional.empty(), true));
            network.split(List.of("old"));
            network.mergesWithin(LONG);

            List<Node> fresh = List.of(nodes.start("fresh-1", network, Nodes.PATIENT, Optional.of(folder.resolve("1"))),
                    nodes.start("fresh-2", network, Nodes.PATIENT, Optional.of(folder.resolve("2"))));
            fresh.forEach(node -> node.jvm().server("quartz", "b", 0));
            await().atMost(LONG).until(() -> fresh.stream().allMatch(node -> node.fleet().status().nodes().stream()
                    .filter(member -> !member.status().servers().isEmpty()).count() == 2));
            network.heal();

            await().atMost(LONG).until(() -> fresh.stream().noneMatch(node -> node.jvm().holds().contains("joining")));
            assertThat(fresh).allSatisfy(node -> {
                assertThat(node.fleet().holds()).isEqualTo(old.fleet().holds()).hasSize(1);
                assertThat(node.jvm().wasFree("b")).isFalse();
            });
        }
    }

    @Test
    void withAStateFolderAJvmThatIsAloneIsHeldUntilTheFleetWouldHaveBeenFound() {
        try (BadNetwork network = new BadNetwork(5); Nodes nodes = new Nodes()) {
            network.mergesWithin(Duration.ofSeconds(1));
            long before = System.nanoTime();
            Node only = nodes.start("only", network, Nodes.PATIENT, Optional.of(folder));
            only.jvm().server("quartz", "a", 0);

            await().atMost(LONG).until(() -> !only.jvm().held("a"));
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(Joining.MERGES_LATE.plusSeconds(1).toNanos());
        }
    }

    @Test
    void withAStateFolderEverythingIsHeldForFiveSecondsWhenTheFleetCannotBeReachedAndAgainOnceItCan() {
        try (BadNetwork network = new BadNetwork(1); Nodes nodes = new Nodes()) {
            Node old = nodes.start("old", network);
            old.jvm().server("quartz", "a", 0);
            old.fleet().stop(Nodes.order(LONG, OnDeadline.REPORT, Optional.empty(), true));
            network.unplug("fresh");
            long before = System.nanoTime();
            Node fresh = nodes.start("fresh", network, Optional.of(folder));
            fresh.jvm().server("quartz", "b", 0);
            assertThat(fresh.jvm().held("b")).isTrue();
            assertThat(fresh.jvm().holds()).containsExactly("joining");

            await().atMost(LONG).until(() -> !fresh.jvm().held("b"));
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(Duration.ofSeconds(5).toNanos());
            // it says that it stands alone, and never calls the fleet stopped or running
            assertThat(fresh.fleet().stop(Nodes.order(Duration.ofMillis(1))).verdict()).contains(Verdict.INCOMPLETE);
            fresh.fleet().resumeAll("ann");

            network.plugIn(fresh.link());
            await().atMost(LONG).until(() -> fresh.jvm().held("b"));
        }
    }

    @Test
    void anUnreadableFileHoldsThisJvmVisiblyUntilSomebodyResumes() throws IOException {
        Node[] node = new Node[1];
        try (Nodes nodes = new Nodes()) {
            Path file = folder.resolve("allstop-" + nodes.settings("x", Optional.empty()).cluster() + ".holds");
            Files.writeString(file, "nonsense");
            node[0] = nodes.start("web-1", Nodes.QUICK, Optional.of(folder));
            node[0].jvm().server("quartz", "a", 0);
            assertThat(node[0].jvm().held("a")).isTrue();
            assertThat(node[0].fleet().holds()).singleElement()
                    .satisfies(hold -> assertThat(hold.reason()).contains("cannot be read").contains(file.toString()));

            node[0].fleet().resumeAll("bob");
            await().atMost(LONG).until(() -> !node[0].jvm().held("a"));
            await().atMost(LONG).untilAsserted(() -> new HoldFile(folder, node[0].settings().cluster()).load(NOW));
        }
    }
}

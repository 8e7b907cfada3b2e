package dev.allstop.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.Release.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldSetTest {

    private static final long NOW = System.nanoTime();

    static Hold hold(String id, boolean sticky, Optional<Duration> lease) {
        return new Hold(id, Selector.ALL, sticky, "deploy", "ann", "web-1", Instant.EPOCH, Duration.ofMinutes(1), lease,
                OnDeadline.REPORT);
    }

    private static HoldEntry entry(String id) {
        return HoldEntry.ordered(hold(id, false, Optional.empty()), NOW, Map.of());
    }

    private static Release by(String who) {
        return new Release(who, "", "web-2", Instant.EPOCH);
    }

    /** What nodes may say of three holds: ordered, renewed, released by several, with rosters that grow. */
    private static List<HoldEntry> news(Random random) {
        List<HoldEntry> news = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            HoldEntry entry = HoldEntry.ordered(hold("hold-" + random.nextInt(3), false, Optional.of(Duration.ofSeconds(9))),
                    NOW - random.nextInt(1000), Map.of("node-" + random.nextInt(4), new Concerned("web", random.nextBoolean())));
            for (int renewal = random.nextInt(3); renewal > 0; renewal--) {
                entry = entry.renewed(NOW + random.nextInt(1000));
            }
            entry = random.nextInt(5) == 0 ? entry.released(by("ann-" + random.nextInt(3))) : entry;
            news.add(random.nextInt(6) == 0 ? entry.withShutdown() : entry);
        }
        return news;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void nodesThatHeardTheSameNewsInAnyOrderAnyNumberOfTimesKnowTheSame(long seed) {
        Random random = new Random(seed);
        List<HoldEntry> news = news(random);
        HoldSet first = new HoldSet();
        news.forEach(first::merge);

        for (int node = 0; node < 20; node++) {
            List<HoldEntry> heard = new ArrayList<>(news);
            heard.addAll(news.subList(0, random.nextInt(news.size())));
            Collections.shuffle(heard, random);
            HoldSet other = new HoldSet();
            heard.forEach(other::merge);

            assertThat(other.digest()).isEqualTo(first.digest());
            assertThat(other.all()).containsExactlyInAnyOrderElementsOf(first.all());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void partsOfAFleetThatWereToldDifferentThingsAgreeOnceTheyMeet(long seed) {
        Random random = new Random(seed);
        List<HoldEntry> news = news(random);
        HoldSet left = new HoldSet();
        HoldSet right = new HoldSet();
        news.forEach(entry -> (random.nextBoolean() ? left : right).merge(entry));

        List<HoldEntry> leftSays = List.copyOf(left.all());
        right.all().forEach(left::merge);
        leftSays.forEach(right::merge);

        assertThat(left.digest()).isEqualTo(right.digest());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theDigestTellsWhatIsKnownHoweverOftenItWasAskedForMeanwhileAndWhateverIsForgotten(long seed) {
        Random random = new Random(seed);
        List<HoldEntry> news = news(random);
        for (int old = 0; old < HoldSet.MOST_TOMBSTONES + 50; old++) {
            news.add(HoldEntry.ordered(hold("old-" + old, false, Optional.empty()), NOW + old, Map.of()).released(by("ann")));
        }
        HoldSet asked = new HoldSet();
        HoldSet notAsked = new HoldSet();
        Set<Long> digests = new HashSet<>();
        news.forEach(entry -> {
            asked.merge(entry);
            digests.add(asked.digest());
            notAsked.merge(entry);
        });
        HoldSet remembered = new HoldSet();
        asked.all().forEach(remembered::merge);

        assertThat(digests).hasSizeGreaterThan(HoldSet.MOST_TOMBSTONES);
        assertThat(asked.digest()).isEqualTo(notAsked.digest()).isEqualTo(remembered.digest());
        assertThat(asked.all()).hasSizeLessThan(news.size() - 30);
    }

    @Test
    void aReleasedHoldCannotComeBack() {
        HoldSet holds = new HoldSet();
        holds.merge(entry("a").released(by("ann")));

        assertThat(holds.merge(entry("a"))).isFalse();
        assertThat(holds.merge(entry("a").withShutdown())).isTrue();
        assertThat(holds.inForce(NOW)).isEmpty();
    }

    @Test
    void theSameOrderAHundredTimesIsOneHoldAndNewsOnce() {
        HoldSet holds = new HoldSet();
        int news = 0;
        for (int i = 0; i < 100; i++) {
            news += holds.merge(entry("a")) ? 1 : 0;
        }
        assertThat(news).isOne();
        assertThat(holds.inForce(NOW)).hasSize(1);
    }

    @Test
    void theOlderAgeWinsSinceMessagesOnlyEverMakeAnOrderLookYounger() {
        HoldSet holds = new HoldSet();
        holds.merge(HoldEntry.ordered(hold("a", false, Optional.empty()), NOW, Map.of()));
        holds.merge(HoldEntry.ordered(hold("a", false, Optional.empty()), NOW - 500, Map.of()));
        holds.merge(HoldEntry.ordered(hold("a", false, Optional.empty()), NOW - 100, Map.of()));

        assertThat(holds.find("a").orElseThrow().orderedNanos()).isEqualTo(NOW - 500);
    }

    @Test
    void aLeaseRunsOutUnlessItIsRenewedAndTheLaterRenewalCounts() {
        long second = TimeUnit.SECONDS.toNanos(1);
        HoldEntry leased = HoldEntry.ordered(hold("a", false, Optional.of(Duration.ofSeconds(10))), NOW, Map.of());
        HoldSet holds = new HoldSet();
        holds.merge(leased);
        assertThat(holds.inForce(NOW + 9 * second)).hasSize(1);
        assertThat(holds.inForce(NOW + 10 * second)).isEmpty();
        assertThat(holds.runOut(NOW + 10 * second)).hasSize(1);

        holds.merge(leased.renewed(NOW + 8 * second));
        // an old message of the first lease, late
        holds.merge(leased);

        assertThat(holds.inForce(NOW + 17 * second)).hasSize(1);
        assertThat(holds.inForce(NOW + 18 * second)).isEmpty();
    }

    @Test
    void aDelayedMessageDoesNotProlongALease() {
        HoldEntry leased = HoldEntry.ordered(hold("a", false, Optional.of(Duration.ofSeconds(10))), NOW, Map.of());
        HoldEntry delayed = HoldEntry.ordered(hold("a", false, Optional.of(Duration.ofSeconds(10))), NOW + 5_000, Map.of());

        assertThat(leased.merge(delayed).leaseEndNanos()).isEqualTo(leased.leaseEndNanos());
        assertThat(delayed.merge(leased).leaseEndNanos()).isEqualTo(leased.leaseEndNanos());
    }

    private static HoldEntry leased() {
        return HoldEntry.ordered(hold("a", false, Optional.of(Duration.ofSeconds(10))), NOW, Map.of());
    }

    private static Release by(Cause cause) {
        return new Release("allstop", "", "web-3", Instant.EPOCH, cause);
    }

    @Test
    void aLeaseThatRanOutForANodeCutOffFromTheRenewalsHasNotRunOut() {
        HoldEntry cutOff = leased().released(by(Cause.LEASE));
        HoldEntry renewed = leased().renewed(NOW + TimeUnit.SECONDS.toNanos(8));

        assertThat(cutOff.merge(renewed).release()).isEmpty();
        assertThat(renewed.merge(cutOff).release()).isEmpty();
        // but what has run out with all renewals heard has, and an order is final
        assertThat(renewed.released(by(Cause.LEASE)).merge(renewed).release()).isPresent();
        assertThat(leased().released(by("bob")).merge(renewed).release()).isPresent();
        assertThat(cutOff.merge(leased().released(by("bob"))).merge(renewed).release().orElseThrow().by()).isEqualTo("bob");
    }

    @Test
    void aDeadlineThatPassedForANodeThatHadNotHeardThatAllHadDrainedIsVoid() {
        HoldEntry cutOff = leased().released(by(Cause.DEADLINE));
        HoldEntry fulfilled = leased().asFulfilled();

        assertThat(cutOff.merge(fulfilled).release()).isEmpty();
        assertThat(fulfilled.merge(cutOff).release()).isEmpty();
        assertThat(cutOff.merge(leased()).release()).isPresent();
        assertThat(fulfilled.merge(leased().released(by("bob"))).release()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whoHearsOfRenewalsReleasesAndDeadlinesInWhateverOrderAgreesWhatIsInForce(long seed) {
        Random random = new Random(seed);
        List<Cause> causes = List.of(Cause.ORDERED, seed % 2 == 0 ? Cause.LEASE : Cause.DEADLINE);
        List<HoldEntry> news = new ArrayList<>();
        for (HoldEntry entry : news(random)) {
            HoldEntry said = random.nextInt(4) == 0 ? entry.asFulfilled() : entry;
            news.add(random.nextInt(2) == 0 ? said.released(by(causes.get(random.nextInt(2)))) : said);
        }
        Set<String> outcomes = new HashSet<>();
        for (int node = 0; node < 20; node++) {
            Collections.shuffle(news, random);
            HoldSet holds = new HoldSet();
            news.forEach(holds::merge);
            outcomes.add(holds.all().stream().map(entry -> entry.id() + entry.renewals() + entry.fulfilled() + entry.release())
                    .sorted().toList().toString());
        }
        assertThat(outcomes).hasSize(1);
    }

    @Test
    void theReleaseOfAHoldThatIsOlderThanAllTombstonesIsRemembered() {
        HoldSet holds = new HoldSet();
        holds.merge(entry("old"));
        for (int i = 1; i <= HoldSet.MOST_TOMBSTONES; i++) {
            holds.merge(HoldEntry.ordered(hold("hold-" + i, false, Optional.empty()), NOW + i, Map.of()).released(by("ann")));
        }

        holds.merge(entry("old").released(by("ann")));

        // a node that missed the release says so
        holds.merge(entry("old"));
        assertThat(holds.inForce(NOW)).isEmpty();
        assertThat(holds.all()).hasSize(HoldSet.MOST_TOMBSTONES);
    }

    @Test
    void aTombstoneThatWasForgottenIsNoNewsWhenANodeThatRemembersItTellsOfIt() {
        HoldSet holds = new HoldSet();
        for (int i = 0; i < HoldSet.MOST_TOMBSTONES + 10; i++) {
            holds.merge(HoldEntry.ordered(hold("hold-" + i, false, Optional.empty()), NOW + i, Map.of()).released(by("ann")));
        }

        assertThat(holds.merge(HoldEntry.ordered(hold("hold-3", false, Optional.empty()), NOW + 3, Map.of())
                .released(by("ann")))).isFalse();
        assertThat(holds.find("hold-3")).isEmpty();
    }

    @Test
    void tombstonesAreBoundedAndTheOldestAreForgotten() {
        HoldSet holds = new HoldSet();
        for (int i = 0; i < HoldSet.MOST_TOMBSTONES + 10; i++) {
            holds.merge(HoldEntry.ordered(hold("hold-" + i, false, Optional.empty()), NOW + i, Map.of()).released(by("ann")));
        }
        assertThat(holds.all()).hasSize(HoldSet.MOST_TOMBSTONES);
        assertThat(holds.find("hold-9")).isEmpty();
        assertThat(holds.find("hold-10")).isPresent();
    }

    @Test
    void aFloodOfHoldsIsRefusedBeyondABound() {
        HoldSet holds = new HoldSet();
        for (int i = 0; i < HoldSet.MOST_IN_FORCE + 10; i++) {
            holds.merge(entry("hold-" + i));
        }
        assertThat(holds.inForce(NOW)).hasSize(HoldSet.MOST_IN_FORCE);
    }
}

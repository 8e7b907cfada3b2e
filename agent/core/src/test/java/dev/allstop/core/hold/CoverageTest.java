package dev.allstop.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.HoldEntry.Concerned;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {

    private static final long STARTED = System.nanoTime();

    private final Coverage coverage = new Coverage("me", STARTED);

    private static HoldEntry orderedMsAfterMyStart(String id, long ms, boolean sticky) {
        return HoldEntry.ordered(HoldSetTest.hold(id, sticky, Optional.empty()),
                STARTED + TimeUnit.MILLISECONDS.toNanos(ms), Map.of());
    }

    @Test
    void aJvmAliveAtTheOrderIsCoveredHoweverLateItLearnsOfIt() {
        assertThat(coverage.covers(orderedMsAfterMyStart("a", 1, false))).isTrue();
        assertThat(coverage.covers(orderedMsAfterMyStart("b", 3_600_000, false))).isTrue();
    }

    @Test
    void aJvmStartedAfterTheOrderIsNot() {
        assertThat(coverage.covers(orderedMsAfterMyStart("a", -10_000, false))).isFalse();
        assertThat(coverage.covers(orderedMsAfterMyStart("b", -251, false))).isFalse();
    }

    @Test
    void aJvmStartedAtTheSameMomentIsCoveredToBeSafe() {
        assertThat(coverage.covers(orderedMsAfterMyStart("a", -249, false))).isTrue();
    }

    @Test
    void aStickyHoldCoversLaterJvmsToo() {
        assertThat(coverage.covers(orderedMsAfterMyStart("a", -3_600_000, true))).isTrue();
    }

    @Test
    void aJvmThatTheIssuerSawIsCoveredEvenIfItsClockStoodStillMeanwhile() {
        HoldEntry seen = HoldEntry.ordered(HoldSetTest.hold("a", false, Optional.empty()),
                STARTED - TimeUnit.HOURS.toNanos(1), Map.of("me", new Concerned("web-1", false)));
        assertThat(coverage.covers(seen)).isTrue();
    }

    @Test
    void onceCoveredLaterNewsOfTheOrdersAgeOpenNoGate() {
        assertThat(coverage.covers(orderedMsAfterMyStart("a", -200, false))).isTrue();
        assertThat(coverage.covers(orderedMsAfterMyStart("a", -900, false))).isTrue();
    }

    /** What travels is the age of an order; the moment on the issuer's wall clock is for people. */
    @ParameterizedTest
    @ValueSource(longs = {-48, -5, 0, 5, 48})
    void wallClocksHoursApartChangeNothing(long hoursAhead) {
        Instant there = Instant.now().plus(Duration.ofHours(hoursAhead));
        Hold hold = new Hold("a", Selector.ALL, false, "", "ann", "web-1", there, Duration.ofMinutes(1),
                Optional.of(Duration.ofMinutes(5)), OnDeadline.REPORT);
        HoldEntry before = HoldEntry.ordered(hold, STARTED + TimeUnit.SECONDS.toNanos(1), Map.of());
        HoldSet holds = new HoldSet();
        holds.merge(before);

        assertThat(coverage.covers(before)).isTrue();
        assertThat(new Coverage("later", STARTED + TimeUnit.SECONDS.toNanos(10)).covers(before)).isFalse();
        assertThat(holds.inForce(STARTED + TimeUnit.MINUTES.toNanos(4))).containsExactly(before);
        assertThat(holds.inForce(STARTED + TimeUnit.MINUTES.toNanos(6))).isEmpty();
        // a release by a node whose clock is behind the order's counts no less
        holds.merge(before.released(new Release("bob", "", "web-2", there.minus(Duration.ofHours(12)))));
        assertThat(holds.inForce(STARTED + TimeUnit.MINUTES.toNanos(4))).isEmpty();
    }
}

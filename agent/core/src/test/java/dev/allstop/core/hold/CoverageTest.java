package dev.allstop.core.hold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.hold.HoldEntry.Concerned;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

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
}

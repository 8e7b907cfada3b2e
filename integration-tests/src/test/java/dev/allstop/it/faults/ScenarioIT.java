package dev.allstop.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.faults.Scenario.Phase;
import dev.allstop.it.faults.Scenario.Victim;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rounds of the profile {@code faults}, whatever the seed. */
class ScenarioIT {

    private static final int ROUNDS = 54;

    private static Stream<Scenario> of(long seed, Fault fault) {
        return Scenario.of(seed, ROUNDS).stream().filter(scenario -> scenario.fault() == fault);
    }

    private static Set<Phase> phases(long seed, Fault fault) {
        return of(seed, fault).map(Scenario::phase).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyNodeTheCoordinatorAndTheCallerAreKilledAndFrozenAtEachPhase(long seed) {
        for (Fault fault : List.of(Fault.KILL, Fault.FREEZE)) {
            for (Phase phase : Phase.values()) {
                Set<Victim> victims = of(seed, fault).filter(scenario -> scenario.phase() == phase).map(Scenario::victim)
                        .collect(Collectors.toSet());
                assertThat(victims).as(fault + " " + phase).contains(Victim.MEMBER, Victim.COORDINATOR);
                // who is gone cannot order
                assertThat(victims.contains(Victim.CALLER)).as(fault + " " + phase).isEqualTo(phase != Phase.BEFORE_ORDER);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void theNetworkIsCutBeforeDuringAndAfterAStopAndBothSidesOrderDifferently(long seed) {
        assertThat(phases(seed, Fault.PARTITION)).containsExactlyInAnyOrder(Phase.values());
        assertThat(of(seed, Fault.BOTH_SIDES_STOP)).isNotEmpty();
        assertThat(of(seed, Fault.OTHER_SIDE_STOPS_AND_RESUMES)).isNotEmpty();
        assertThat(of(seed, Fault.OTHER_SIDE_RESUMES)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void linesFailInOneDirectionAreSlowAndLoseMessages(long seed) {
        assertThat(phases(seed, Fault.MUTE)).containsExactlyInAnyOrder(Phase.values());
        assertThat(phases(seed, Fault.DEAF)).containsExactlyInAnyOrder(Phase.values());
        for (Fault fault : List.of(Fault.LOSSY_ONE_WAY, Fault.LATENCY, Fault.LOSS)) {
            assertThat(phases(seed, fault)).as(fault.toString()).contains(Phase.BEFORE_ORDER, Phase.DRAINING);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void fleetsOfThreeToSevenArePlayedAndEveryFaultThereIs(long seed) {
        List<Scenario> scenarios = Scenario.of(seed, ROUNDS);
        assertThat(scenarios.stream().map(Scenario::nodes).distinct()).containsExactlyInAnyOrder(3, 4, 5, 6, 7);
        assertThat(scenarios.stream().map(Scenario::fault).distinct()).containsExactlyInAnyOrder(Fault.values());
    }

    @Test
    void aSeedAlwaysGivesTheSameRounds() {
        assertThat(Scenario.of(4, ROUNDS)).isEqualTo(Scenario.of(4, ROUNDS));
    }
}

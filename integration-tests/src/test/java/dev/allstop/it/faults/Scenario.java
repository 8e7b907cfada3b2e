package dev.allstop.it.faults;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a round is to show. Everything else that is left to chance in it follows from its seed.
 *
 * @param round number in its run
 * @param nodes how many the fleet has
 */
record Scenario(int round, long seed, Fault fault, Phase phase, Victim victim, int nodes) {

    /** Of five rounds in a row each has another. */
    private static final List<Integer> SIZES = List.of(3, 4, 5, 6, 7);

    /** When it goes wrong. */
    enum Phase {
        BEFORE_ORDER, BEFORE_ACK, DRAINING, DRAINED;

        @Override
        public String toString() {
            return name().toLowerCase().replace('_', ' ');
        }
    }

    /** To whom it happens. */
    enum Victim {
        /** Somebody who neither coordinates the group nor ordered the stop. */
        MEMBER, COORDINATOR, CALLER, ALL;

        @Override
        public String toString() {
            return name().toLowerCase();
        }
    }

    private record Kind(Fault fault, Phase phase, Victim victim) {
    }

    /** So many rounds; every kind there is comes once before one comes twice, in an order that follows from the seed. */
    static List<Scenario> of(long seed, int rounds) {
        Random random = new Random(seed);
        List<Scenario> scenarios = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        while (scenarios.size() < rounds) {
            if (kinds.isEmpty()) {
                kinds.addAll(kinds());
                Collections.shuffle(kinds, random);
            }
            if (sizes.isEmpty()) {
                sizes.addAll(SIZES);
                Collections.shuffle(sizes, random);
            }
            Kind kind = kinds.remove(kinds.size() - 1);
            scenarios.add(new Scenario(scenarios.size() + 1, random.nextInt(1_000_000), kind.fault, kind.phase, kind.victim,
                    sizes.remove(sizes.size() - 1)));
        }
        return scenarios;
    }

    private static List<Kind> kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            for (Victim victim : List.of(Victim.MEMBER, Victim.COORDINATOR, Victim.CALLER)) {
                // who is gone or frozen cannot order
                if (phase != Phase.BEFORE_ORDER || victim != Victim.CALLER) {
                    kinds.add(new Kind(Fault.KILL, phase, victim));
                    kinds.add(new Kind(Fault.FREEZE, phase, victim));
                }
            }
            kinds.add(new Kind(Fault.PARTITION, phase, Victim.MEMBER));
            kinds.add(new Kind(Fault.PARTITION, phase, Victim.COORDINATOR));
        }
        for (Phase phase : List.of(Phase.BEFORE_ORDER, Phase.DRAINING, Phase.DRAINED)) {
            kinds.add(new Kind(Fault.MUTE, phase, Victim.MEMBER));
            kinds.add(new Kind(Fault.DEAF, phase, Victim.MEMBER));
        }
        kinds.add(new Kind(Fault.MUTE, Phase.BEFORE_ACK, Victim.COORDINATOR));
        kinds.add(new Kind(Fault.DEAF, Phase.BEFORE_ACK, Victim.COORDINATOR));
        kinds.add(new Kind(Fault.LOSSY_ONE_WAY, Phase.BEFORE_ORDER, Victim.MEMBER));
        kinds.add(new Kind(Fault.LOSSY_ONE_WAY, Phase.DRAINING, Victim.COORDINATOR));
        kinds.add(new Kind(Fault.LATENCY, Phase.BEFORE_ORDER, Victim.ALL));
        kinds.add(new Kind(Fault.LATENCY, Phase.DRAINING, Victim.ALL));
        kinds.add(new Kind(Fault.LOSS, Phase.BEFORE_ORDER, Victim.ALL));
        kinds.add(new Kind(Fault.LOSS, Phase.DRAINING, Victim.ALL));
        kinds.add(new Kind(Fault.LEAVE, Phase.DRAINING, Victim.MEMBER));
        kinds.add(new Kind(Fault.LEAVE, Phase.DRAINED, Victim.COORDINATOR));
        kinds.add(new Kind(Fault.BOTH_SIDES_STOP, Phase.BEFORE_ORDER, Victim.ALL));
        kinds.add(new Kind(Fault.OTHER_SIDE_STOPS_AND_RESUMES, Phase.BEFORE_ORDER, Victim.ALL));
        kinds.add(new Kind(Fault.OTHER_SIDE_RESUMES, Phase.DRAINED, Victim.ALL));
        kinds.add(new Kind(Fault.MISSING, Phase.BEFORE_ORDER, Victim.ALL));
        kinds.add(new Kind(Fault.NEWCOMER, Phase.DRAINED, Victim.ALL));
        kinds.add(new Kind(Fault.STICKY_NEWCOMER, Phase.DRAINED, Victim.ALL));
        return kinds;
    }
}

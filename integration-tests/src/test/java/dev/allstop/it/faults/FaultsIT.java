package dev.allstop.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.allstop.it.faults.Round.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Fleets on failing networks: no start after an acknowledgement, all nodes agree in the end, no report claims more than
 * is true, nothing stays held that nothing holds, nobody waits past the deadline.
 */
class FaultsIT {

    private static final int ROUNDS = Integer.getInteger("allstop.it.faults.rounds");
    private static final int LANES = Integer.getInteger("allstop.it.faults.lanes");
    private static final String SEED = System.getProperty("allstop.it.faults.seed");
    private static final String ONLY = System.getProperty("allstop.it.faults.only");

    @BeforeAll
    static void namespaces() {
        assumeThat(Network.whyNot()).as("fault tests are skipped").isEmpty();
    }

    @Test
    void whateverFailsTheReportIsTrueAndTheFleetAgreesInTheEnd() throws Exception {
        long seed = SEED.isEmpty() ? new Random().nextInt(1_000_000) : Long.parseLong(SEED);
        Queue<Scenario> waiting = new ConcurrentLinkedQueue<>(Scenario.of(seed, ROUNDS).stream()
                .filter(scenario -> ONLY.isEmpty() || ONLY.equals(String.valueOf(scenario.round()))).toList());
        int expected = waiting.size();
        assertThat(expected).as("rounds to play").isPositive();
        FaultTable table = new FaultTable(seed);
        // rounds mostly wait for failure detectors, so several are played side by side
        Semaphore oneStarts = new Semaphore(1, true);
        List<Thread> lanes = new ArrayList<>();
        for (int lane = 1; lane <= Math.min(LANES, expected); lane++) {
            int number = lane;
            lanes.add(new Thread(() -> play(number, seed, waiting, oneStarts, table), "lane-" + lane));
        }
        lanes.forEach(Thread::start);
        for (Thread lane : lanes) {
            lane.join();
        }
        table.write();
        assertThat(table.broken()).as("broken invariants, seed " + seed).isEmpty();
        assertThat(table.rounds()).isEqualTo(expected);
    }

    private static void play(int lane, long seed, Queue<Scenario> waiting, Semaphore oneStarts,
                             FaultTable table) {
        try (Network network = new Network(lane, seed + lane)) {
            for (Scenario scenario = waiting.poll(); scenario != null; scenario = waiting.poll()) {
                table.add(play(scenario, network, oneStarts));
            }
        }
    }

    private static Outcome play(Scenario scenario, Network network, Semaphore oneStarts) {
        try (Round round = new Round(scenario, network, oneStarts)) {
            return round.play();
        } catch (Throwable failed) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            return new Outcome(scenario, 0, "?", "?", List.of("the round could not be played: " + trace), 0);
        }
    }
}

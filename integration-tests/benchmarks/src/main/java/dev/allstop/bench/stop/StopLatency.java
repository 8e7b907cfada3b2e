package dev.allstop.bench.stop;

import static dev.allstop.bench.Row.ms;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import java.util.ArrayList;
import java.util.List;

/** From the call to the last closed gate, beside what the network takes in any case. */
public final class StopLatency implements Chapter {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 25;
    private static final long REST_MS = 400;

    private final int size;

    public StopLatency(int size) {
        this.size = size;
    }

    @Override
    public String name() {
        return "stop-" + size;
    }

    @Override
    public String method() {
        return size + " JVMs with the agent and an idle Quartz each, beside " + size + " JVMs with nothing but JGroups on the same "
                + "stack, called in turns, at rest. With Allstop: from the call of `quietAll` inside one of the JVMs until the "
                + "last gate on any of them was closed, noted where the gate closes, and until the report is back with all "
                + "acknowledgements. Bare: a broadcast of 300 bytes that every member answers with 400.";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (Fleets bare = Fleets.bare(size); Fleets fleet = Fleets.withAllstop(size, 2)) {
            double firstRoundTrip = bare.roundTrip().reportMs();
            Stopped firstStop = fleet.quiet();
            fleet.resume();
            Thread.sleep(REST_MS);
            String of = ", " + size + " JVMs";
            List<Row> rows = new ArrayList<>(StopSamples.inTurns(WARM_UP, ROUNDS, REST_MS, bare::roundTrip, fleet::quiet,
                    fleet::resume).rows(of));
            rows.add(Row.told("the first stop of a fleet's life, until the last gate closed" + of, ms(firstRoundTrip),
                    ms(firstStop.gatesMs()), ""));
            return rows;
        }
    }
}

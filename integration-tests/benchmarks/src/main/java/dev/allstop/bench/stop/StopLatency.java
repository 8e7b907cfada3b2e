package dev.allstop.bench.stop;

import static dev.allstop.bench.Row.ms;
import static dev.allstop.bench.Row.times;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import java.util.ArrayList;
import java.util.List;

/** From the call to the last closed gate, beside what the network takes in any case. */
public final class StopLatency implements Chapter {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 25;
    /** What nodes tell each other of a stop after it must not be in the way of the next one. */
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
        return size + " JVMs with the agent and two idle job servers each, Quartz and one that notes when it was told that "
                + "its gate is closed, beside " + size + " JVMs with nothing but JGroups on the same stack, called in turns, at "
                + "rest. With Allstop: from the call of `quietAll` inside one of the JVMs until the last gate on any of them "
                + "was closed, and until the report is back with all acknowledgements. Bare: a broadcast of 300 bytes that "
                + "every member answers with 400.";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (Fleets bare = Fleets.bare(size); Fleets fleet = Fleets.withAllstop(size, 2)) {
            List<Double> roundTrips = new ArrayList<>();
            List<Double> gates = new ArrayList<>();
            List<Double> reports = new ArrayList<>();
            double firstRoundTrip = bare.roundTrip().reportMs();
            Stopped firstStop = fleet.quiet();
            fleet.resume();
            Thread.sleep(REST_MS);
            for (int round = 0; round < WARM_UP + ROUNDS; round++) {
                double roundTrip = bare.roundTrip().reportMs();
                Stopped stop = fleet.quiet();
                Thread.sleep(REST_MS);
                fleet.resume();
                Thread.sleep(REST_MS);
                if (round >= WARM_UP) {
                    roundTrips.add(roundTrip);
                    gates.add(stop.gatesMs());
                    reports.add(stop.reportMs());
                }
            }
            Samples trips = Samples.of(roundTrips);
            Samples closed = Samples.of(gates);
            Samples reported = Samples.of(reports);
            double ratio = closed.median() / trips.median();
            return List.of(
                    Row.budgeted("stop to last gate closed, " + size + " JVMs", told(trips), told(closed), times(ratio),
                            "≤ 2 × the round trip", ratio <= 2),
                    Row.told("stop to the report with all acknowledgements, " + size + " JVMs", told(trips), told(reported),
                            times(reported.median() / trips.median())),
                    Row.told("the first stop of a fleet's life, until the last gate closed, " + size + " JVMs",
                            ms(firstRoundTrip), ms(firstStop.gatesMs()), ""));
        }
    }

    private static String told(Samples samples) {
        return ms(samples.median()) + " (p90 " + ms(samples.percentile(90)) + ")";
    }
}

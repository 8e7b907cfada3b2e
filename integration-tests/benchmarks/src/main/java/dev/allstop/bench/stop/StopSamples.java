package dev.allstop.bench.stop;

import static dev.allstop.bench.Row.ms;
import static dev.allstop.bench.Row.times;

import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stops of a fleet beside round trips of as many members with nothing but JGroups, called in turns.
 *
 * @param gates   until the last gate was closed
 * @param reports until the report was back with all acknowledgements
 */
public record StopSamples(Samples roundTrips, Samples gates, Samples reports) {

    private static final double MOST_TIMES = 2;

    /** @param restMs what nodes tell each other of a stop after it must not be in the way of the next one */
    public static StopSamples inTurns(int warmUp, int rounds, long restMs, Supplier<Stopped> roundTrip,
                                      Supplier<Stopped> stop, Runnable resume) throws InterruptedException {
        List<Stopped> roundTrips = new ArrayList<>();
        List<Stopped> stops = alone(warmUp, rounds, restMs, () -> {
            roundTrips.add(roundTrip.get());
            return stop.get();
        }, resume);
        return of(roundTrips.subList(warmUp, roundTrips.size()), stops);
    }

    /** One of the two alone; the first rounds are left out. */
    public static List<Stopped> alone(int warmUp, int rounds, long restMs, Supplier<Stopped> stop, Runnable resume)
            throws InterruptedException {
        List<Stopped> stops = new ArrayList<>();
        for (int round = 0; round < warmUp + rounds; round++) {
            stops.add(stop.get());
            Thread.sleep(restMs);
            resume.run();
            Thread.sleep(restMs);
        }
        return stops.subList(warmUp, stops.size());
    }

    /** What was measured {@link #alone} of each. */
    public static StopSamples of(List<Stopped> roundTrips, List<Stopped> stops) {
        return new StopSamples(Samples.of(roundTrips.stream().map(Stopped::reportMs).toList()),
                Samples.of(stops.stream().map(Stopped::gatesMs).toList()),
                Samples.of(stops.stream().map(Stopped::reportMs).toList()));
    }

    /** @param of what fleet, to be added to the title; may be empty */
    public List<Row> rows(String of) {
        double ratio = gates.median() / roundTrips.median();
        return List.of(
                Row.budgeted("stop to last gate closed" + of, told(roundTrips), told(gates), times(ratio),
                        "≤ 2 × the round trip", ratio <= MOST_TIMES),
                Row.told("stop to the report with all acknowledgements" + of, told(roundTrips), told(reports),
                        times(reports.median() / roundTrips.median())));
    }

    private static String told(Samples samples) {
        return ms(samples.median()) + " (p90 " + ms(samples.percentile(90)) + ")";
    }
}

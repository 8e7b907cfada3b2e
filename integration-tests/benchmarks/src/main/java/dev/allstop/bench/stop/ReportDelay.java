package dev.allstop.bench.stop;

import static dev.allstop.bench.Row.added;
import static dev.allstop.bench.Row.ms;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import dev.allstop.bench.host.Host;
import dev.allstop.it.harness.Patience;
import java.util.ArrayList;
import java.util.List;

/** How long the caller of a stop waits in vain. */
public final class ReportDelay implements Chapter {

    private static final int ROUNDS = 9;
    private static final int SIZE = 3;
    private static final long SHORTER_JOB_MS = 700;
    private static final long LONGEST_JOB_MS = 1_500;

    @Override
    public String name() {
        return "report";
    }

    @Override
    public String method() {
        return SIZE + " JVMs, each runs a job; the longest is on another node than the one that is called. From the end of "
                + "that job, as the job itself notes it, to the return of `stopAllWithin`.";
    }

    @Override
    public List<Row> measure() throws Exception {
        try (Fleets fleet = Fleets.withAllstop(SIZE, 2)) {
            List<Double> delays = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                delays.add(delay(fleet, "round-" + round + "-"));
            }
            Samples samples = Samples.of(delays);
            return List.of(Row.budgeted("report after the longest job", "",
                    ms(samples.median()) + " (p90 " + ms(samples.percentile(90)) + ")", added(ms(samples.median())),
                    "< 100 ms", samples.median() < 100));
        }
    }

    private static double delay(Fleets fleet, String job) {
        Host longest = fleet.hosts().get(SIZE - 1);
        for (Host host : fleet.hosts()) {
            host.ask("enqueue " + job + " 1 " + (host == longest ? LONGEST_JOB_MS : SHORTER_JOB_MS));
        }
        fleet.hosts().forEach(host -> Patience.await("a running job").until(() -> !host.ask("running").equals("0")));
        Host.Call stop = fleet.first().fleet("stopAllWithin", "30s");
        long ended = Long.parseLong(longest.ask("ended " + job));
        fleet.first().fleet("resumeAll");
        if (!stop.headline().startsWith("STOPPED ") || ended < stop.began()) {
            throw new IllegalStateException("the longest job did not outlast the call: " + stop.headline());
        }
        return (stop.ended() - ended) / 1e6;
    }
}

package dev.allstop.bench;

import dev.allstop.bench.footprint.Footprint;
import dev.allstop.bench.job.JobCost;
import dev.allstop.bench.job.Throughput;
import dev.allstop.bench.startup.StartUp;
import dev.allstop.bench.stop.ReportDelay;
import dev.allstop.bench.stop.StopLatency;
import java.nio.file.Path;
import java.util.List;

/** Measures everything that has a budget and writes the table. */
public final class Benchmarks {

    private Benchmarks() {
    }

    /** @param arguments the file to write, and the chapters to measure, by comma; all when there are none */
    public static void main(String[] arguments) throws Exception {
        Report report = new Report("Benchmarks", Path.of(arguments[0]));
        report.write(List.of(new StartUp(), new JobCost(), new Throughput(), new StopLatency(3), new StopLatency(10),
                new ReportDelay(), new Footprint()), arguments.length > 1 ? arguments[1] : "");
        // forked JVMs end with this one
        System.exit(0);
    }
}

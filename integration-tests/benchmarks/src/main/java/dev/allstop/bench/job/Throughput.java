package dev.allstop.bench.job;

import static dev.allstop.bench.Row.number;
import static dev.allstop.bench.Row.times;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.Samples;
import dev.allstop.bench.host.Host;
import dev.allstop.bench.host.HostClasses;
import dev.allstop.bench.host.HostMain;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import java.util.ArrayList;
import java.util.List;

/** Jobs per second of each library with and without the agent. */
public final class Throughput implements Chapter {

    private static final int FORKS = 5;
    private static final int WARM_UP = 3;
    private static final int BATCHES = 5;
    private static final int WORKERS = 4;

    /** A library with its store, by the subject of the integration tests. */
    private record Way(String title, String kind, String subject, int jobs) {
    }

    private static final List<Way> WAYS = List.of(
            new Way("Quartz, RAM store", "quartz", "dev.allstop.it.quartz.QuartzInMemory", 4000),
            new Way("JobRunr, in memory", "jobrunr", "dev.allstop.it.jobrunr.JobRunrInMemory", 1000),
            new Way("db-scheduler, fetch, H2", "db-scheduler", "dev.allstop.it.dbscheduler.DbSchedulerFetch", 1000),
            new Way("db-scheduler, lock-and-fetch, H2", "db-scheduler",
                    "dev.allstop.it.dbscheduler.DbSchedulerLockAndFetch", 1000));

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String method() {
        return "Empty jobs per second on " + WORKERS + " workers, from the first start to the last end of a batch. "
                + FORKS + " JVMs each, with and without the agent in turns, " + WARM_UP + " batches to warm up, then the "
                + "median of " + BATCHES + ". The range is that of the JVMs' medians: what the noise is.";
    }

    @Override
    public List<Row> measure() {
        return WAYS.stream().map(Throughput::measured).toList();
    }

    private static Row measured(Way way) {
        List<Double> bare = new ArrayList<>();
        List<Double> allstop = new ArrayList<>();
        for (int fork = 0; fork < FORKS; fork++) {
            bare.add(jobsPerSecond(way, false));
            allstop.add(jobsPerSecond(way, true));
        }
        Samples without = Samples.of(bare);
        Samples with = Samples.of(allstop);
        double ratio = with.median() / without.median();
        // within noise: the medians differ by less than JVMs of the same kind do
        boolean within = with.median() >= without.percentile(0);
        return Row.budgeted(way.title(), told(without), told(with), times(ratio), "within noise of bare", within);
    }

    private static double jobsPerSecond(Way way, boolean agent) {
        HostJvm.Builder builder = HostJvm.named(way.kind()).cluster(HostJvm.uniqueCluster())
                .jvmOption("-XX:TieredStopAtLevel=4").jvmOption("-Xmx512m")
                .jvmOption("-Dallstop.it.database=jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1")
                .classPath(HostClasses.with(Library.newest(way.kind()).classPath()))
                .main(HostMain.class, way.subject());
        try (Host host = new Host((agent ? builder : builder.withoutAgent()).start())) {
            List<Double> rates = new ArrayList<>();
            for (int batch = 0; batch < WARM_UP + BATCHES; batch++) {
                double rate = Double.parseDouble(host.ask("batch batch" + batch + " " + WORKERS + " " + way.jobs()));
                if (batch >= WARM_UP) {
                    rates.add(rate);
                }
            }
            return Samples.of(rates).median();
        }
    }

    private static String told(Samples rates) {
        return number(rates.median()) + " /s (" + number(rates.percentile(0)) + "–" + number(rates.percentile(100)) + ")";
    }
}

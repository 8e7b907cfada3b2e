package dev.allstop.bench.job;

import static dev.allstop.bench.Row.number;
import static dev.allstop.bench.Row.text;
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
import java.util.function.ToDoubleFunction;

/** Jobs per second of each library with and without the agent. */
public final class Throughput implements Chapter {

    private static final int PAIRS = 3;
    /** Until then the compiler takes more of the time than what differs does, and not the same in any two JVMs. */
    private static final int WARM_UP = 10;
    private static final int BATCHES = 4;
    private static final int WORKERS = 4;
    private static final int NOISE_PERCENTILE = 25;
    /** The first job server brings up Allstop, which takes a second of CPU time once; that is another chapter's figure. */
    private static final long JOINED_MS = 8_000;

    /**
     * A library with its store, by the subject of the integration tests; so many jobs in a batch take half a second or more.
     *
     * @param millis how long each job lasts. JobRunr asks for more when a worker becomes idle, unless it is asking
     *               already (8.7.0, OnboardNewWorkTask): empty jobs end during that and leave it to its next poll,
     *               5 s later, so that nothing would be measured but the poll interval
     */
    private record Way(String title, String kind, String subject, int jobs, int millis) {
    }

    /** What a batch came to. */
    private record Batch(double jobsPerSecond, double cpuNanos) {
    }

    private static final List<Way> WAYS = List.of(
            new Way("Quartz, RAM store", "quartz", "dev.allstop.it.quartz.QuartzInMemory", 40_000, 0),
            new Way("JobRunr, in memory, jobs of 5 ms", "jobrunr", "dev.allstop.it.jobrunr.JobRunrInMemory", 1000, 5),
            new Way("db-scheduler, fetch, H2", "db-scheduler", "dev.allstop.it.dbscheduler.DbSchedulerFetch", 4_000, 0));

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String method() {
        return "Empty jobs (where the row says nothing else) per second on " + WORKERS + " workers, from the first start to the last end of a batch. "
                + PAIRS + " pairs of JVMs for each library, one with the agent and one without; after a first batch, " + JOINED_MS / 1000
                + " s for the agent to join its fleet and " + (WARM_UP - 1) + " batches more to warm up, " + BATCHES + " batches in turns. Compared is each batch with the one beside "
                + "it, then the median. The middle half of the batches is in brackets; within noise means that the median "
                + "with Allstop is within that of bare, or above. CPU time is that of the whole JVM for a job.";
    }

    @Override
    public List<Row> measure() throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Way way : WAYS) {
            rows.addAll(rows(way));
        }
        return rows;
    }

    private static List<Row> rows(Way way) throws InterruptedException {
        List<Batch> bare = new ArrayList<>();
        List<Batch> allstop = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            try (Host without = new Host(host(way).withoutAgent().start());
                    Host with = new Host(host(way).cluster(HostJvm.uniqueCluster()).start())) {
                for (int batch = 0; batch < WARM_UP + BATCHES; batch++) {
                    Batch one = ran(without, way, batch);
                    Batch other = ran(with, way, batch);
                    if (batch == 0) {
                        Thread.sleep(JOINED_MS);
                    }
                    if (batch >= WARM_UP) {
                        bare.add(one);
                        allstop.add(other);
                    }
                }
            }
        }
        List<Double> rates = each(bare, Batch::jobsPerSecond);
        List<Double> ratesWith = each(allstop, Batch::jobsPerSecond);
        List<Double> cpu = each(bare, Batch::cpuNanos);
        List<Double> cpuWith = each(allstop, Batch::cpuNanos);
        return List.of(Row.budgeted(way.title(), rate(rates), rate(ratesWith),
                        times(Samples.ratios(ratesWith, rates).median()), "within noise of bare",
                        Samples.of(ratesWith).median() >= Samples.of(rates).percentile(NOISE_PERCENTILE)),
                Row.told("CPU time per job, " + way.title(), micros(cpu), micros(cpuWith),
                        times(Samples.ratios(cpuWith, cpu).median())));
    }

    private static HostJvm.Builder host(Way way) {
        return HostJvm.named(way.kind()).jvmOption("-XX:TieredStopAtLevel=4").jvmOption("-Xmx512m")
                .jvmOption("-Dit.database=jdbc:h2:mem:bench;DB_CLOSE_DELAY=-1")
                .classPath(HostClasses.with(Library.newest(way.kind()).classPath()))
                .main(HostMain.class, way.subject());
    }

    private static Batch ran(Host host, Way way, int batch) {
        String[] figures = host.ask("batch batch" + batch + " " + WORKERS + " " + way.jobs() + " " + way.millis()).split(" ");
        return new Batch(Double.parseDouble(figures[0]), Double.parseDouble(figures[1]));
    }

    private static List<Double> each(List<Batch> batches, ToDoubleFunction<Batch> figure) {
        return batches.stream().map(figure::applyAsDouble).toList();
    }

    private static String rate(List<Double> rates) {
        Samples samples = Samples.of(rates);
        return number(samples.median()) + " /s (" + number(samples.percentile(NOISE_PERCENTILE)) + "–"
                + number(samples.percentile(100 - NOISE_PERCENTILE)) + ")";
    }

    private static String micros(List<Double> nanos) {
        return text("%.1f µs", Samples.of(nanos).median() / 1000);
    }
}

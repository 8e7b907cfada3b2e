package dev.allstop.bench.job;

import static dev.allstop.bench.Row.added;
import static dev.allstop.bench.Row.ns;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Row;
import dev.allstop.bench.host.AgentJar;
import dev.allstop.bench.startup.EmptyAgent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What Allstop does for each job, by JMH. */
public final class JobCost implements Chapter {

    @Override
    public String name() {
        return "job";
    }

    @Override
    public String method() {
        return "JMH, CPU time of the JVM per job, the collector's included, with JMH's error; no hold active. A job is one fetch that commits to it "
                + "and one run, of a library whose own work is empty: bare, and woven as a real one.";
    }

    @Override
    public List<Row> measure() throws Exception {
        List<Row> rows = new ArrayList<>();
        int processors = Runtime.getRuntime().availableProcessors();
        for (int threads : processors > 1 ? new int[] {1, processors} : new int[] {1}) {
            String workers = threads == 1 ? "1 thread" : threads + " threads";
            ChainedOptionsBuilder hookedOptions = new OptionsBuilder().include(HookedJob.class.getName() + ".job")
                    .jvmArgsAppend("-javaagent:" + AgentJar.of(EmptyAgent.class));
            Collection<RunResult> results = run(hookedOptions, threads);
            RunResult bare = only(results, "false");
            RunResult hooked = only(results, "true");
            double added = cpu(hooked).getScore() - cpu(bare).getScore();
            rows.add(Row.budgeted("hooked fetch and run, " + workers, text(bare), text(hooked), added(ns(added)),
                    "< 200 ns added", added < 200));
            RunResult tracked = run(new OptionsBuilder().include(TrackedJob.class.getName() + ".job"), threads)
                    .iterator().next();
            rows.add(Row.told("of which gate and in-flight list, " + workers, "", text(tracked), ""));
        }
        return rows;
    }

    private static Collection<RunResult> run(ChainedOptionsBuilder options, int threads) throws Exception {
        return new Runner(options.threads(threads).addProfiler(CpuTime.class).verbosity(VerboseMode.SILENT).shouldFailOnError(true).build()).run();
    }

    private static RunResult only(Collection<RunResult> results, String hooked) {
        return results.stream().filter(result -> hooked.equals(result.getParams().getParam("hooked"))).findFirst()
                .orElseThrow();
    }

    private static Result<?> cpu(RunResult result) {
        return result.getSecondaryResults().get(CpuTime.LABEL);
    }

    private static String text(RunResult result) {
        return ns(cpu(result).getScore()) + " ± " + ns(cpu(result).getScoreError());
    }
}

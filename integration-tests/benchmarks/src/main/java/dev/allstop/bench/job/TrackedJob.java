package dev.allstop.bench.job;

import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.InFlight;
import dev.allstop.core.gate.Run;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One job through gate and in-flight list alone. All threads are workers of one job server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class TrackedJob {

    private final Gate gate = new Gate(() -> { });
    private final InFlight inFlight = new InFlight(() -> false, () -> { });

    @Benchmark
    public Run job() {
        Object job = new Object();
        gate.enter();
        inFlight.commit(job, job);
        gate.leave();
        Run run = inFlight.start(job, job);
        inFlight.end(run);
        return run;
    }
}

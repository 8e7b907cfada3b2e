package dev.allstop.bench.job;

import dev.allstop.bench.startup.EmptyAgent;
import dev.allstop.core.adapter.Constructed;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.hook.HookDefinition;
import dev.allstop.core.registry.Registry;
import dev.allstop.core.weave.NameGate;
import dev.allstop.core.weave.Weaver;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One job of a library that is woven as a real one: a hooked fetch that commits to the job, a hooked run, all that the
 * registry, the gate and the list of running jobs do for it. Needs {@link EmptyAgent} in its JVM.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HookedJob {

    @Param({"false", "true"})
    private boolean hooked;

    private PretendLibrary library;
    private long input;

    /** Woven once for all threads; each has a job server of its own. */
    @State(Scope.Benchmark)
    public static class Weaving {

        private boolean done;

        synchronized void weave() throws Exception {
            if (!done) {
                done = true;
                HookDefinition.define(EmptyAgent.instrumentation());
                List<HookPoint> points = points(new Registry(() -> { }));
                new NameGate(points.stream().map(HookPoint::className).distinct().toList(),
                        () -> new Weaver(points, (point, where, why) -> {
                            throw new IllegalStateException(where, why);
                        })).install(EmptyAgent.instrumentation());
            }
        }

        private static List<HookPoint> points(Servers servers) {
            String name = "dev.allstop.bench.job.PretendLibrary";
            return List.of(Constructed.of("pretend", name, servers),
                    new HookPoint(name, "fetch", 0, new CommittingFetch(servers)),
                    new HookPoint(name + "$Job", "run", 1,
                            Execution.ofCommitted(servers, (job, arguments) -> owner.get(), (job, arguments) -> job)));
        }
    }

    /** As a library's job knows its scheduler, without a field that the unwoven job would have to carry too. */
    private static final ThreadLocal<PretendLibrary> owner = new ThreadLocal<>();

    private static final class CommittingFetch extends Fetch {

        CommittingFetch(Servers servers) {
            super(servers, (library, none) -> library, null);
        }

        @Override
        protected void fetched(JobServer server, Object library, Object job) {
            server.inFlight().commit(job, job);
        }
    }

    @Setup
    public void construct(Weaving weaving) throws Exception {
        if (hooked) {
            weaving.weave();
        }
        library = new PretendLibrary();
        owner.set(library);
    }

    @Benchmark
    public long job() {
        return library.fetch().run(++input);
    }
}

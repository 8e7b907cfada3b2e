package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;

/** The kind {@code executor}; see the package for what it rests on. */
public final class ExecutorAdapter implements JobServerAdapter {

    private static final String POOL = "java.util.concurrent.ThreadPoolExecutor";
    private static final String FUTURE = "java.util.concurrent.FutureTask";
    /** Since JDK 21. */
    static final String THREAD_PER_TASK = "java.util.concurrent.ThreadPerTaskExecutor";

    private PoolPatterns patterns = new PoolPatterns(List.of());
    private Pools pools;

    @Override
    public String kind() {
        return "executor";
    }

    @Override
    public boolean usedByDefault() {
        return false;
    }

    @Override
    public boolean chosenByPattern() {
        return true;
    }

    @Override
    public void choose(List<String> written) {
        patterns = new PoolPatterns(written);
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        pools = new Pools(kind(), patterns, servers);
        Tasks tasks = new Tasks();
        PoolConstructed constructed = new PoolConstructed(pools);
        ThreadPerTask threadPerTask = new ThreadPerTask(pools, tasks);
        return List.of(
                new HookPoint(POOL, HookPoint.CONSTRUCTOR, 7, constructed),
                new HookPoint(POOL, "runWorker", 1, new RunWorker(pools, tasks)),
                new HookPoint(POOL, "getTask", 0, new GetTask(pools, tasks)),
                new HookPoint(POOL, "execute", 1, new ExecuteCall(pools)),
                new HookPoint(POOL, "shutdown", 0, new ShutdownCall(pools, servers, false)),
                new HookPoint(POOL, "shutdownNow", 0, new ShutdownCall(pools, servers, true)),
                new HookPoint(FUTURE, "runAndReset", 0, tasks.periodic()),
                new HookPoint(THREAD_PER_TASK, HookPoint.CONSTRUCTOR, HookPoint.ANY, constructed).optional(),
                new HookPoint(THREAD_PER_TASK, "tryShutdownAndTerminate", 1, new ShutdownCall(pools, servers, false)).optional(),
                new HookPoint(THREAD_PER_TASK + "$TaskRunner", "run", 0, threadPerTask).optional(),
                new HookPoint(THREAD_PER_TASK + "$ThreadBoundFuture", "run", 0, threadPerTask).optional());
    }

    @Override
    public ServerControl bind(Class<?> poolClass, Weaving weaving) throws UnsupportedShape {
        if (ThreadPoolExecutor.class.isAssignableFrom(poolClass)) {
            JdkPool.bound();
        } else {
            weaving.require(poolClass, THREAD_PER_TASK, "tryShutdownAndTerminate", 1);
            weaving.require(poolClass, THREAD_PER_TASK + "$TaskRunner", "run", 0);
            weaving.require(poolClass, THREAD_PER_TASK + "$ThreadBoundFuture", "run", 0);
            JdkThreadPerTask.bound();
        }
        return new ExecutorControl(pools);
    }
}

package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.FutureTask;

/** What is needed of {@code ThreadPerTaskExecutor}. */
record JdkThreadPerTask(MethodHandle executorOfRunner, MethodHandle taskOfRunner, MethodHandle executorOfFuture,
                        MethodHandle taskComplete, MethodHandle threads) {

    private static volatile JdkThreadPerTask bound;

    static JdkThreadPerTask bound() throws UnsupportedShape {
        JdkThreadPerTask known = bound;
        if (known == null) {
            Class<?> executor = Reach.neighbour(Object.class, ExecutorAdapter.THREAD_PER_TASK);
            Class<?> runner = Reach.neighbour(Object.class, ExecutorAdapter.THREAD_PER_TASK + "$TaskRunner");
            known = new JdkThreadPerTask(Reach.getter(runner, "executor"), Reach.getter(runner, "task"),
                    Reach.getter(Reach.neighbour(Object.class, ExecutorAdapter.THREAD_PER_TASK + "$ThreadBoundFuture"),
                            "executor"),
                    Reach.method(executor, "taskComplete", 1), Reach.getter(executor, "threads"));
            bound = known;
        }
        return known;
    }

    Object executorOf(Object runnable) throws Throwable {
        return (runnable instanceof FutureTask ? executorOfFuture : executorOfRunner).invoke(runnable);
    }
}

package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** What is needed of {@code ThreadPerTaskExecutor}. */
record JdkThreadPerTask(MethodHandle executorOfRunner, MethodHandle taskOfRunner, MethodHandle executorOfFuture,
                        MethodHandle taskComplete, MethodHandle threads) {

    private static final PerClass<JdkThreadPerTask> BOUND = new PerClass<>(JdkThreadPerTask::bind);

    /** The class itself is not there before JDK 21, and not public. */
    static JdkThreadPerTask bound() throws UnsupportedShape {
        return BOUND.of(Executors.class);
    }

    private static JdkThreadPerTask bind(Class<?> neighbour) throws UnsupportedShape {
        Class<?> executor = Reach.neighbour(neighbour, ExecutorAdapter.THREAD_PER_TASK);
        Class<?> runner = Reach.neighbour(neighbour, ExecutorAdapter.THREAD_PER_TASK + "$TaskRunner");
        Class<?> future = Reach.neighbour(neighbour, ExecutorAdapter.THREAD_PER_TASK + "$ThreadBoundFuture");
        return new JdkThreadPerTask(Reach.getter(runner, "executor"), Reach.getter(runner, "task"),
                Reach.getter(future, "executor"), Reach.method(executor, "taskComplete", 1),
                Reach.getter(executor, "threads"));
    }

    Object executorOf(Object runnable) throws Throwable {
        return (runnable instanceof FutureTask ? executorOfFuture : executorOfRunner).invoke(runnable);
    }
}

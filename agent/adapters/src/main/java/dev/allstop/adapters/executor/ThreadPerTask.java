package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;

/** Around {@code run()} of what the threads of a {@code ThreadPerTaskExecutor} run: a task, or the future of one. */
record ThreadPerTask(Pools pools, Tasks tasks) implements HookHandler {

    @Override
    public Object enter(Object runnable, Object[] arguments) throws Throwable {
        JdkThreadPerTask jdk = JdkThreadPerTask.bound();
        Object executor = jdk.executorOf(runnable);
        JobServer server = pools.ofThread(executor, Thread.currentThread());
        if (server == null) {
            return null;
        }
        boolean future = runnable instanceof FutureTask;
        Runnable task = (Runnable) (future ? runnable : jdk.taskOfRunner().invoke(runnable));
        if (tasks.begin(server, pools.of(executor), (ExecutorService) executor, task)) {
            return server;
        }
        if (future) {
            // Cancelled, it runs nothing and does the rest itself.
            Tasks.drop(task);
            return null;
        }
        jdk.taskComplete().invoke(executor, Thread.currentThread());
        return HookHandler.skip(null);
    }

    @Override
    public void exit(Object token, Object runnable, Object returned, Throwable thrown) {
        tasks.end();
    }
}

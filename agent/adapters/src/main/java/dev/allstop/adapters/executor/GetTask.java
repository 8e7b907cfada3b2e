package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.ReplacingHandler;
import java.util.concurrent.ThreadPoolExecutor;

/** Around {@code ThreadPoolExecutor.getTask()}, which a worker calls when it has ended what it did. */
record GetTask(Pools pools, Tasks tasks) implements ReplacingHandler {

    private static final Runnable NOTHING = () -> { };

    @Override
    public Object enter(Object pool, Object[] arguments) {
        tasks.end();
        JobServer server = pools.ofThread(pool, Thread.currentThread());
        if (server != null) {
            // A worker may wait long for a task: the gate is passed with the task.
            server.gate().waitUntilOpen(((ThreadPoolExecutor) pool)::isShutdown);
        }
        return server;
    }

    @Override
    public Object replace(Object server, Object pool, Object task) {
        return task == null || tasks.begin((JobServer) server, pools.of(pool), (ThreadPoolExecutor) pool, (Runnable) task)
                ? task : NOTHING;
    }
}

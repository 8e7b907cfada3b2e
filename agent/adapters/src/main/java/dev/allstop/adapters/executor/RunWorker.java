package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import java.util.concurrent.ThreadPoolExecutor;

/** Around {@code ThreadPoolExecutor.runWorker(worker)}, the whole life of a thread: the task that it may be born with. */
record RunWorker(Pools pools, Tasks tasks) implements HookHandler {

    @Override
    public Object enter(Object pool, Object[] arguments) throws Throwable {
        JobServer server = pools.ofThread(pool, Thread.currentThread());
        if (server == null) {
            return null;
        }
        JdkPool jdk = JdkPool.bound();
        Object worker = arguments[0];
        Runnable first = (Runnable) jdk.firstTask().invoke(worker);
        if (first != null && !tasks.begin(server, pools.of(pool), (ThreadPoolExecutor) pool, first)) {
            jdk.setFirstTask().invoke(worker, null);
        }
        return server;
    }

    @Override
    public void exit(Object token, Object pool, Object returned, Throwable thrown) {
        tasks.end();
    }
}

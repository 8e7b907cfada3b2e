package dev.allstop.it.quartz;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.quartz.spi.ThreadPool;

/** As Spring's pool over a task executor: always says that there is room, and queues what it is given. */
public final class QueueingThreadPool implements ThreadPool {

    private int threadCount;
    private ThreadPoolExecutor executor;

    public void setThreadCount(int threads) {
        threadCount = threads;
    }

    @Override
    public void initialize() {
        executor = new ThreadPoolExecutor(threadCount, threadCount, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    }

    @Override
    public boolean runInThread(Runnable runnable) {
        executor.execute(runnable);
        return true;
    }

    @Override
    public int blockForAvailableThreads() {
        return 1;
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        executor.shutdown();
        while (waitForJobsToComplete && !executor.isTerminated()) {
            Thread.onSpinWait();
        }
    }

    @Override
    public int getPoolSize() {
        return threadCount;
    }

    @Override
    public void setInstanceId(String instanceId) {
        // of no use here
    }

    @Override
    public void setInstanceName(String name) {
        // of no use here
    }
}

package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.AgentThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which everything between nodes happens, in order. A task that fails does not end it. */
final class FleetThread {

    private static final Logger LOG = LoggerFactory.getLogger(FleetThread.class);

    private final ScheduledThreadPoolExecutor executor;

    FleetThread(AgentThreads threads) {
        executor = new ScheduledThreadPoolExecutor(1, task -> threads.newThread(task, "fleet"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void run(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Runs later. */
    Future<?> after(Duration delay, Runnable task) {
        try {
            return executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    void close() {
        executor.shutdown();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable broken) {
                LOG.error("Something between the nodes went wrong and is left undone", broken);
            }
        };
    }
}

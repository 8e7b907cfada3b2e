package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.MissedRuns;
import dev.allstop.core.adapter.Servers;
import java.util.concurrent.RunnableScheduledFuture;

/**
 * Schedulers' own threads, before they turn to the next task (6.1 and later). Waiting here, a thread of a
 * {@code ThreadPoolTaskScheduler} does not count as busy when its context is stopped, which Spring would wait for; one of a
 * {@code SimpleAsyncTaskScheduler} does not start a thread for every task that becomes due during a hold.
 */
final class DispatchThread {

    private final Servers servers;
    private final MissedRuns missed;
    /** What a thread is about to hand over, if that comes again and again. */
    private final ThreadLocal<Periodic> current = new ThreadLocal<>();

    DispatchThread(Servers servers, MissedRuns missed) {
        this.servers = servers;
        this.missed = missed;
    }

    /** @param surplus whether this run is to be left out */
    private record Periodic(Object future, boolean surplus) {
    }

    private JobServer waitForGate(Object scheduler) {
        JobServer server = servers.find(scheduler);
        if (server != null) {
            // The gate is passed where the task runs.
            server.gate().waitUntilOpen(() -> SchedulingLibrary.isShutDown(scheduler));
        }
        return server;
    }

    /** Before {@code ExecutorConfigurationSupport.beforeExecute(thread, task)}. */
    HookHandler ofPool() {
        return new HookHandler() {
            @Override
            public Object enter(Object scheduler, Object[] arguments) {
                waitForGate(scheduler);
                return null;
            }
        };
    }

    /** Before {@code beforeExecute(thread, task)} of the executors inside a {@code SimpleAsyncTaskScheduler}. */
    HookHandler ofTriggers() {
        return new HookHandler() {
            @Override
            public Object enter(Object executor, Object[] arguments) throws Throwable {
                current.remove();
                JobServer server = waitForGate(SchedulingLibrary.outerOf(executor));
                if (server != null && arguments[1] instanceof RunnableScheduledFuture<?> future && future.isPeriodic()) {
                    current.set(new Periodic(future, missed.isSurplus(future, future, server.gate())));
                }
                return null;
            }
        };
    }

    /** Before {@code SimpleAsyncTaskExecutor.execute(task)}, with which such an executor hands a task to its thread. */
    HookHandler handOver(SchedulerTasks tasks) {
        return new HookHandler() {
            @Override
            public Object enter(Object scheduler, Object[] arguments) {
                if (servers.find(scheduler) == null) {
                    return null;
                }
                Periodic periodic = current.get();
                if (periodic != null && periodic.surplus()) {
                    return HookHandler.skip(null);
                }
                tasks.add(scheduler, arguments[0], periodic == null ? null : periodic.future());
                return null;
            }
        };
    }
}

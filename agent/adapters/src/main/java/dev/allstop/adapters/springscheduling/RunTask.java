package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.MissedRuns;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;
import java.util.concurrent.ScheduledFuture;

/** Around {@code DelegatingErrorHandlingRunnable.run}, on the thread that runs the task: the gate, and the job. */
final class RunTask implements HookHandler {

    private final Servers servers;
    private final SchedulerTasks tasks;
    private final MissedRuns missed;

    RunTask(Servers servers, SchedulerTasks tasks, MissedRuns missed) {
        this.servers = servers;
        this.tasks = tasks;
        this.missed = missed;
    }

    private record Running(JobServer server, Run run) {
    }

    @Override
    public Object enter(Object runnable, Object[] arguments) {
        SchedulerTask task = tasks.of(runnable);
        Object scheduler = task == null ? OlderThreads.schedulerOfThisOne() : task.scheduler();
        JobServer server = servers.find(scheduler);
        if (server == null) {
            return null;
        }
        if (!server.gate().enter() && !waits(server, scheduler, task)) {
            if (task != null) {
                task.cancel();
            }
            return HookHandler.skip(null);
        }
        try {
            ScheduledFuture<?> future = task == null ? null : task.scheduled();
            return future != null && missed.isSurplus(future, runnable, server.gate()) ? HookHandler.skip(null)
                    : new Running(server, server.inFlight().start(new Object(), runnable));
        } finally {
            server.gate().leave();
        }
    }

    private boolean waits(JobServer server, Object scheduler, SchedulerTask task) {
        if (task != null && task.trigger() != null) {
            missed.oneIsWaiting(task.trigger());
        }
        return server.gate().enterWhenOpen(
                () -> SchedulingLibrary.isShutDown(scheduler) || task != null && task.isCancelled());
    }

    @Override
    public void exit(Object token, Object runnable, Object returned, Throwable thrown) {
        Running running = (Running) token;
        running.server().inFlight().end(running.run());
    }
}

package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.MissedRuns;
import dev.allstop.adapters.executor.Pool.Waiting;
import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.Run;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;

/** What the threads of pools that are job servers are doing. */
final class Tasks {

    private final MissedRuns missed = new MissedRuns();
    private final ThreadLocal<Running> current = new ThreadLocal<>();

    /** @param run null for a run of a fixed rate that is to be left out */
    private record Running(JobServer server, Run run) {
    }

    /**
     * The calling thread has got a task: waits until it may run it.
     *
     * @return false if it must not, because the pool was shut down during a hold
     */
    boolean begin(JobServer server, Pool known, ExecutorService pool, Runnable task) {
        Gate gate = server.gate();
        if (!gate.enter()) {
            Waiting waiting = known.waitWith(task);
            boolean open = gate.enterWhenOpen(() -> pool.isShutdown() || known.isTaken(waiting));
            if (!known.waitedWith(waiting)) {
                if (open) {
                    gate.leave();
                }
                return false;
            }
            if (!open) {
                drop(task);
                return false;
            }
        }
        try {
            boolean surplus = task instanceof RunnableScheduledFuture<?> scheduled && scheduled.isPeriodic()
                    && missed.isSurplus(scheduled, scheduled, gate);
            current.set(new Running(server, surplus ? null : server.inFlight().start(new Object(), task)));
            return true;
        } finally {
            gate.leave();
        }
    }

    /** Nobody will run it: whoever waits for it is told. */
    static void drop(Runnable task) {
        if (task instanceof Future<?> future) {
            future.cancel(false);
        }
    }

    /** The calling thread has ended what it was doing. */
    void end() {
        Running running = current.get();
        if (running != null) {
            current.remove();
            if (running.run() != null) {
                running.server().inFlight().end(running.run());
            }
        }
    }

    /** Before {@code FutureTask.runAndReset()}, with which a periodic task runs. */
    HookHandler periodic() {
        return new HookHandler() {
            @Override
            public Object enter(Object future, Object[] arguments) {
                Running running = current.get();
                return running != null && running.run() == null ? HookHandler.skip(true) : null;
            }
        };
    }
}

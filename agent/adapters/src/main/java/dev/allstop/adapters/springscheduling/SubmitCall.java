package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Around {@code ThreadPoolTaskScheduler.submit}. A {@code Callable} is not wrapped by the scheduler, or in a way that
 * cannot be hooked in all versions, so what it is given instead is one that passes the gate.
 */
final class SubmitCall extends ScheduleCall {

    private static final PerClass<MethodHandle> SUBMIT = new PerClass<>(type -> Reach.method(type, "submit", "Callable"));

    private final Servers servers;

    SubmitCall(Servers servers, SchedulerTasks tasks) {
        super(tasks);
        this.servers = servers;
    }

    @Override
    public Object enter(Object scheduler, Object[] arguments) throws Throwable {
        if (!(arguments[0] instanceof Callable<?> call)) {
            return super.enter(scheduler, arguments);
        }
        JobServer server = servers.find(scheduler);
        if (server == null || call instanceof GatedCall) {
            return null;
        }
        GatedCall gated = new GatedCall(server, scheduler, call);
        try {
            Object future = SUBMIT.of(scheduler.getClass()).invoke(scheduler, gated);
            gated.future = (Future<?>) future;
            return HookHandler.skip(future);
        } catch (RejectedExecutionException refused) {
            // The application is to get that, from its own call.
            return null;
        }
    }

    private static final class GatedCall implements Callable<Object> {

        private final JobServer server;
        private final Object scheduler;
        private final Callable<?> task;
        private volatile Future<?> future;

        GatedCall(JobServer server, Object scheduler, Callable<?> task) {
            this.server = server;
            this.scheduler = scheduler;
            this.task = task;
        }

        @Override
        public Object call() throws Exception {
            if (!server.gate().enterWhenOpen(() -> SchedulingLibrary.isShutDown(scheduler))) {
                if (future != null && future.cancel(false)) {
                    return null;
                }
                throw new CancellationException("the scheduler was shut down while it was held");
            }
            Run run;
            try {
                run = server.inFlight().start(new Object(), task);
            } finally {
                server.gate().leave();
            }
            try {
                return task.call();
            } finally {
                server.inFlight().end(run);
            }
        }
    }
}

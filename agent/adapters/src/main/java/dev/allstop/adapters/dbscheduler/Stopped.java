package dev.allstop.adapters.dbscheduler;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * Around {@code Scheduler.stop()}, terminal, which waits for running jobs. A second call returns at once while the
 * first still waits, so only the call that began the shutdown counts.
 */
final class Stopped implements HookHandler {

    private final Servers servers;
    private final PerClass<MethodHandle> isShuttingDown = new PerClass<>(Stopped::bindIsShuttingDown);

    Stopped(Servers servers) {
        this.servers = servers;
    }

    static MethodHandle bindIsShuttingDown(Class<?> scheduler) throws UnsupportedShape {
        return MethodHandles.filterReturnValue(getter(scheduler, "schedulerState"),
                method(Reach.neighbour(scheduler, DbSchedulerAdapter.STATE), "isShuttingDown", 0));
    }

    @Override
    public Object enter(Object scheduler, Object[] arguments) throws Throwable {
        return (boolean) isShuttingDown.of(scheduler.getClass()).invoke(scheduler) ? null : scheduler;
    }

    @Override
    public void exit(Object token, Object scheduler, Object returned, Throwable thrown) {
        servers.gone(scheduler);
    }
}

package dev.allstop.adapters.quartz;

import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import java.util.List;

/** Around {@code JobStore.triggersFired}, the commit point: what it answers will be run. */
final class FireTriggers extends Fetch {

    private final SchedulerThread thread;

    FireTriggers(Servers servers, SchedulerThread thread) {
        super(servers, thread, List.of());
        this.thread = thread;
    }

    /** The triggers were acquired before the gate closed and have waited for their time: others may have them. */
    @Override
    protected void turnedAway(Object store, Object[] arguments) throws Throwable {
        QuartzLibrary library = QuartzLibrary.BOUND.of(Thread.currentThread());
        for (Object trigger : (List<?>) arguments[0]) {
            try {
                library.releaseAcquiredTrigger().invoke(store, trigger);
            } catch (Exception storeFailed) {
                // As after a failure of its own, the library's recovery frees the trigger later; the gate must hold.
                continue;
            }
        }
    }

    @Override
    protected void fetched(JobServer server, Object store, Object returned) throws Throwable {
        QuartzLibrary library = QuartzLibrary.BOUND.of(Thread.currentThread());
        for (Object result : (List<?>) returned) {
            Object bundle = library.bundleOfResult().invoke(result);
            if (bundle != null) {
                String fireInstanceId = library.fireInstanceIdOfBundle(bundle);
                server.inFlight().commit(fireInstanceId, bundle);
                thread.committed(fireInstanceId);
            }
        }
    }
}

package dev.allstop.adapters.springscheduling;

import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;

/** What is known of something that a scheduler runs, once or again and again; refers to the application weakly. */
final class SchedulerTask {

    private final WeakReference<Object> scheduler;
    private final WeakReference<Object> trigger;
    private volatile WeakReference<Object> future = new WeakReference<>(null);

    /** @param trigger what hands it over again and again, where that is another than itself; else null */
    SchedulerTask(Object scheduler, Object trigger) {
        this.scheduler = new WeakReference<>(scheduler);
        this.trigger = new WeakReference<>(trigger);
    }

    /** Null when there is none. */
    Object trigger() {
        return trigger.get();
    }

    void is(Object itsFuture) {
        future = new WeakReference<>(itsFuture);
    }

    Object scheduler() {
        return scheduler.get();
    }

    /** By which the JDK's pool knows it; null where there is none. */
    ScheduledFuture<?> scheduled() {
        return future.get() instanceof ScheduledFuture<?> scheduled ? scheduled : null;
    }

    boolean isCancelled() {
        return future.get() instanceof Future<?> known && known.isCancelled();
    }

    /** It will not run: whoever waits for it is told. */
    void cancel() {
        if (future.get() instanceof Future<?> known) {
            known.cancel(false);
        }
    }
}

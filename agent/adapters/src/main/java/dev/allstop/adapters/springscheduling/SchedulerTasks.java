package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.WeakIdentityMap;

/** The {@code DelegatingErrorHandlingRunnable}s that schedulers have made, and to which scheduler each belongs. */
final class SchedulerTasks {

    private final WeakIdentityMap<SchedulerTask> tasks = new WeakIdentityMap<>();
    /** Set while a thread is inside a call that schedules something. */
    private final ThreadLocal<Scheduling> current = new ThreadLocal<>();

    /** A call under way, and what it has made so far. */
    private static final class Scheduling {

        private final Object scheduler;
        private SchedulerTask made;

        Scheduling(Object scheduler) {
            this.scheduler = scheduler;
        }
    }

    /** Null for one that no scheduler of ours has made. */
    SchedulerTask of(Object runnable) {
        return tasks.get(runnable);
    }

    /**
     * The scheduler is going to run this.
     *
     * @param trigger null unless it is handed over by another thread than the one that will run it
     */
    void add(Object scheduler, Object runnable, Object trigger) {
        SchedulerTask task = new SchedulerTask(scheduler, trigger);
        tasks.put(runnable, task);
        Scheduling scheduling = current.get();
        if (scheduling != null) {
            scheduling.made = task;
        }
    }

    /** Around the methods that wrap what is to be run: {@code errorHandlingTask} and its likes. */
    HookHandler made() {
        return new HookHandler() {
            @Override
            public Object enter(Object scheduler, Object[] arguments) {
                return scheduler;
            }

            @Override
            public void exit(Object token, Object scheduler, Object returned, Throwable thrown) {
                if (returned != null) {
                    add(scheduler, returned, null);
                }
            }
        };
    }

    /** Before {@code ReschedulingRunnable.schedule}, the first time inside the call that made it. */
    HookHandler triggered() {
        return new HookHandler() {
            @Override
            public Object enter(Object runnable, Object[] arguments) {
                Scheduling scheduling = current.get();
                if (scheduling != null) {
                    add(scheduling.scheduler, runnable, null);
                }
                return null;
            }
        };
    }

    Object begin(Object scheduler) {
        Scheduling scheduling = new Scheduling(scheduler);
        current.set(scheduling);
        return scheduling;
    }

    /** @param future what the call has returned, null if it has thrown */
    void end(Object token, Object future) {
        current.remove();
        SchedulerTask made = ((Scheduling) token).made;
        if (made != null && future != null) {
            made.is(future);
        }
    }
}

package dev.allstop.adapters.dbscheduler;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.adapters.dbscheduler.DbSchedulerLibrary.ExecutionRow;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Withdrawal;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.Optional;

/**
 * A {@code Scheduler} and what can be done with it. Never by its own {@code pause()}, which lets up to three queued jobs
 * per thread start, and which somebody else may have called.
 */
final class DbSchedulerControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("db-scheduler", "10.5", "11.7", "12.5.0",
            "13.0.0", "14.1.0", "15.6.0", "16.12.0");

    private final String library;
    private final DbSchedulerLibrary dbScheduler;
    private final Scheduler scheduler;
    private final Withdrawal withdrawal = new Withdrawal(this::putBack);

    DbSchedulerControl(Class<?> schedulerClass, DbSchedulerLibrary dbScheduler) throws UnsupportedShape {
        this.library = TESTED.libraryOf(neighbour(schedulerClass, DbSchedulerAdapter.SCHEDULER));
        this.dbScheduler = dbScheduler;
        this.scheduler = Scheduler.bind(schedulerClass);
    }

    /**
     * @param isPaused null before 11.7, which cannot pause
     * @param name     from the library's own repository, and for that only
     */
    private record Scheduler(MethodHandle isStarted, MethodHandle isShuttingDown, MethodHandle isPaused,
                             MethodHandle repository, Class<?> jdbcRepository, MethodHandle name,
                             MethodHandle strategy, MethodHandle triggerCheckForDueExecutions, MethodHandle executing,
                             MethodHandle queuedOrExecuting, MethodHandle stop) {

        static Scheduler bind(Class<?> type) throws UnsupportedShape {
            Class<?> state = neighbour(type, DbSchedulerAdapter.STATE);
            MethodHandle stateOfScheduler = getter(type, "schedulerState");
            Class<?> jdbcRepository = neighbour(type, "com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository");
            return new Scheduler(
                    MethodHandles.filterReturnValue(stateOfScheduler, method(state, "isStarted", 0)),
                    Stopped.bindIsShuttingDown(type),
                    bindIsPaused(stateOfScheduler, state),
                    getter(type, "schedulerTaskRepository"),
                    jdbcRepository,
                    MethodHandles.filterReturnValue(getter(jdbcRepository, "schedulerSchedulerName"),
                            method(neighbour(type, "com.github.kagkarlsson.scheduler.SchedulerName"), "getName", 0)),
                    getter(type, "executeDueStrategy"),
                    method(type, "triggerCheckForDueExecutions", 0),
                    method(type, "getCurrentlyExecuting", 0),
                    MethodHandles.filterReturnValue(getter(type, "executor"),
                            method(neighbour(type, DbSchedulerAdapter.EXECUTOR), "getNumberInQueueOrProcessing", 0)),
                    method(type, "stop", 0));
        }

        private static MethodHandle bindIsPaused(MethodHandle stateOfScheduler, Class<?> state) {
            try {
                return MethodHandles.filterReturnValue(stateOfScheduler, method(state, "isPaused", 0));
            } catch (UnsupportedShape before117) {
                return null;
            }
        }
    }

    /** What the table shows as {@code picked_by}, the host's name unless the application chose another. */
    @Override
    public String name(Object object) throws Throwable {
        Object repository = scheduler.repository().invoke(object);
        return scheduler.jdbcRepository().isInstance(repository)
                ? (String) scheduler.name().invoke(repository) : "db-scheduler";
    }

    @Override
    public String library(Object object) {
        return library;
    }

    @Override
    public String nativeState(Object object) throws Throwable {
        if ((boolean) scheduler.isShuttingDown().invoke(object)) {
            return "SHUTTING_DOWN";
        }
        if (!(boolean) scheduler.isStarted().invoke(object)) {
            return "NOT_STARTED";
        }
        return scheduler.isPaused() != null && (boolean) scheduler.isPaused().invoke(object) ? "PAUSED" : "RUNNING";
    }

    /**
     * With LOCK_AND_FETCH whole batches are picked ahead of the threads that will run them, without a heartbeat until
     * they start. With FETCH nothing waits: what was picked starts on the thread that picked it, or was turned away.
     */
    @Override
    public int gateClosed(JobServer held, Object object) throws Throwable {
        return held.inFlight().hasTurnedAway()
                || dbScheduler.lockAndFetch().isInstance(scheduler.strategy().invoke(object))
                ? withdrawal.withdraw(held, object) : 0;
    }

    @Override
    public int accepted(Object object) {
        return withdrawal.pending(object);
    }

    /** With FETCH what waits in the queue is but a candidate, which will be turned away. */
    @Override
    public int runningByLibrary(Object object) throws Throwable {
        return dbScheduler.lockAndFetch().isInstance(scheduler.strategy().invoke(object))
                ? (int) scheduler.queuedOrExecuting().invoke(object)
                : ((Collection<?>) scheduler.executing().invoke(object)).size();
    }

    /**
     * By the library's own repository, which compares the version; all else of the row stays, so that it is due for any
     * server as it was before. A row that has changed in between is no longer ours to put back.
     */
    private void putBack(Object object, Run run) throws Throwable {
        Object repository = scheduler.repository().invoke(object);
        Object row = dbScheduler.rowOf(run.subject());
        try {
            reschedule(repository, row, row);
        } catch (Throwable refused) {
            if (isStillPicked(present(repository, row), row)) {
                throw refused;
            }
        }
    }

    /** The row as it is now, null when there is none. */
    private Object present(Object repository, Object row) throws Throwable {
        ExecutionRow rows = dbScheduler.execution();
        return ((Optional<?>) rows.getExecution().invoke(repository, rows.taskNameOf(row), rows.idOf(row)))
                .orElse(null);
    }

    private boolean isStillPicked(Object present, Object picked) throws Throwable {
        MethodHandle version = dbScheduler.execution().version();
        return present != null && version.invoke(present).equals(version.invoke(picked));
    }

    private void reschedule(Object repository, Object row, Object asIn) throws Throwable {
        ExecutionRow rows = dbScheduler.execution();
        rows.reschedule().invoke(repository, row, rows.executionTime().invoke(asIn), rows.lastSuccess().invoke(asIn),
                rows.lastFailure().invoke(asIn), rows.consecutiveFailures().invoke(asIn));
    }

    /** Otherwise it would look only at its next poll, after 10 s. Only wakes its thread; one that is paused stays so. */
    @Override
    public void gateOpened(Object object) throws Throwable {
        scheduler.triggerCheckForDueExecutions().invoke(object);
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        Object row = dbScheduler.rowOf(run.subject());
        return new String[] {dbScheduler.execution().taskNameOf(row), dbScheduler.execution().idOf(row)};
    }

    /**
     * The task's failure handler has dealt with the interrupted run, usually by a retry minutes later: the row is set
     * back to what it was when it was picked, due now and without that failure. Still picked in our version, the
     * handler itself has failed, and the row would wait for its heartbeat to expire. No row, or no failure more than
     * before: the job swallowed the interrupt and has completed.
     */
    @Override
    public boolean giveBack(Object object, Run run) throws Throwable {
        Object repository = scheduler.repository().invoke(object);
        Object picked = dbScheduler.rowOf(run.subject());
        Object present = present(repository, picked);
        if (present == null || !isStillPicked(present, picked) && !hasFailedSince(picked, present)) {
            return false;
        }
        boolean takenByOther = (boolean) dbScheduler.execution().picked().invoke(present)
                && !isStillPicked(present, picked);
        if (!takenByOther) {
            reschedule(repository, present, picked);
        }
        return true;
    }

    private boolean hasFailedSince(Object before, Object after) throws Throwable {
        MethodHandle failures = dbScheduler.execution().consecutiveFailures();
        return (int) failures.invoke(after) > (int) failures.invoke(before);
    }

    @Override
    public void shutdown(Object object) throws Throwable {
        scheduler.stop().invoke(object);
    }
}

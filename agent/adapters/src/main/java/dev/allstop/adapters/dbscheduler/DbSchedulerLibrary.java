package dev.allstop.adapters.dbscheduler;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;

/** All that is bound of db-scheduler outside the scheduler itself, through any class that can see the library. */
record DbSchedulerLibrary(
        Class<?> lockAndFetch,
        MethodHandle schedulerOfLockAndFetch,
        MethodHandle schedulerOfFetch,
        MethodHandle fetchOfPickDue,
        Class<?> executePicked,
        MethodHandle schedulerOfExecutePicked,
        MethodHandle executionOfExecutePicked,
        ExecutionRow execution) {

    static final PerClass<DbSchedulerLibrary> BOUND = new PerClass<>(DbSchedulerLibrary::bind);

    /**
     * {@code com.github.kagkarlsson.scheduler.task.Execution}: a row of the table as it was read.
     *
     * @param reschedule of the repository; writes the row as not picked, if its version is still this one
     */
    record ExecutionRow(MethodHandle taskInstance, MethodHandle taskName, MethodHandle id, MethodHandle executionTime,
                        MethodHandle picked, MethodHandle version, MethodHandle lastSuccess, MethodHandle lastFailure,
                        MethodHandle consecutiveFailures, MethodHandle getExecution, MethodHandle reschedule) {

        static ExecutionRow bind(Class<?> member) throws UnsupportedShape {
            Class<?> execution = neighbour(member, "com.github.kagkarlsson.scheduler.task.Execution");
            Class<?> instance = neighbour(member, "com.github.kagkarlsson.scheduler.task.TaskInstance");
            Class<?> repository = neighbour(member, "com.github.kagkarlsson.scheduler.TaskRepository");
            return new ExecutionRow(
                    getter(execution, "taskInstance"),
                    method(instance, "getTaskName", 0),
                    method(instance, "getId", 0),
                    getter(execution, "executionTime"),
                    getter(execution, "picked"),
                    getter(execution, "version"),
                    getter(execution, "lastSuccess"),
                    getter(execution, "lastFailure"),
                    getter(execution, "consecutiveFailures"),
                    method(repository, "getExecution", "String", "String"),
                    method(repository, "reschedule", "Execution", "Instant", "Instant", "Instant", "int"));
        }

        String taskNameOf(Object row) throws Throwable {
            return (String) taskName.invoke(taskInstance.invoke(row));
        }

        String idOf(Object row) throws Throwable {
            return (String) id.invoke(taskInstance.invoke(row));
        }
    }

    private static DbSchedulerLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> fetch = neighbour(member, DbSchedulerAdapter.FETCH);
        Class<?> lockAndFetch = neighbour(member, DbSchedulerAdapter.LOCK_AND_FETCH);
        Class<?> executePicked = neighbour(member, DbSchedulerAdapter.EXECUTE_PICKED);
        return new DbSchedulerLibrary(
                lockAndFetch,
                getter(lockAndFetch, "schedulerClient"),
                getter(fetch, "schedulerClient"),
                getter(neighbour(member, DbSchedulerAdapter.PICK_DUE), "this$0"),
                executePicked,
                getter(executePicked, "schedulerClient"),
                getter(executePicked, "pickedExecution"),
                ExecutionRow.bind(member));
    }

    /** What a {@link dev.allstop.core.gate.Run} holds is the row, or its runnable when the commit was not seen. */
    Object rowOf(Object subject) throws Throwable {
        return executePicked.isInstance(subject) ? executionOfExecutePicked.invoke(subject) : subject;
    }
}

package dev.allstop.adapters.springbatch;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * All that is bound of Spring Batch, through any class that can see it.
 *
 * @param jobName     of a {@code Job}
 * @param stepContext what the calling thread runs as part of an execution, null if nothing
 */
record SpringBatchLibrary(
        Class<?> launcher,
        MethodHandle repository,
        Class<?> task,
        MethodHandle launcherOfTask,
        MethodHandle executionOfTask,
        MethodHandle jobName,
        MethodHandle stepContext,
        Execution execution) {

    static final PerClass<SpringBatchLibrary> BOUND = new PerClass<>(SpringBatchLibrary::bind);

    /** {@code JobExecution}, a row of the repository and the object that runs. */
    record Execution(MethodHandle id, MethodHandle jobName, MethodHandle status) {

        static Execution bind(Class<?> member) throws UnsupportedShape {
            Class<?> execution = firstOf(member, "org.springframework.batch.core.job.JobExecution",
                    "org.springframework.batch.core.JobExecution");
            Class<?> instance = firstOf(member, "org.springframework.batch.core.job.JobInstance",
                    "org.springframework.batch.core.JobInstance");
            return new Execution(
                    method(execution, "getId", 0),
                    MethodHandles.filterReturnValue(method(execution, "getJobInstance", 0),
                            method(instance, "getJobName", 0)),
                    method(execution, "getStatus", 0));
        }

        /** It will not start any more, or has ended so. */
        boolean hasFailed(Object jobExecution) throws Throwable {
            return "FAILED".equals(String.valueOf(status.invoke(jobExecution)));
        }
    }

    private static SpringBatchLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> launcher = firstOf(member, SpringBatchAdapter.LAUNCHERS.toArray(new String[0]));
        Class<?> task = neighbour(member, SpringBatchAdapter.taskOf(launcher.getName()));
        return new SpringBatchLibrary(
                launcher,
                getter(launcher, "jobRepository"),
                task,
                getter(task, "this$0"),
                getter(task, "val$jobExecution"),
                method(firstOf(member, "org.springframework.batch.core.job.Job", "org.springframework.batch.core.Job"),
                        "getName", 0),
                method(neighbour(member, "org.springframework.batch.core.scope.context.StepSynchronizationManager"),
                        "getContext", 0),
                Execution.bind(member));
    }

    /** Version 6 has moved half of the library. */
    private static Class<?> firstOf(Class<?> member, String... classNames) throws UnsupportedShape {
        UnsupportedShape missing = null;
        for (String className : List.of(classNames)) {
            try {
                return neighbour(member, className);
            } catch (UnsupportedShape other) {
                missing = missing == null ? other : missing;
            }
        }
        throw missing;
    }

    /** What a {@link dev.allstop.core.gate.Run} holds is the execution, or its task when the commit was not seen. */
    Object executionOf(Object subject) throws Throwable {
        return task.isInstance(subject) ? executionOfTask.invoke(subject) : subject;
    }
}

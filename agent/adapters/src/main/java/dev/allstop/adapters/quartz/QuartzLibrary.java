package dev.allstop.adapters.quartz;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;

/** All that is bound of Quartz outside the scheduler itself, through any class that can see the library. */
record QuartzLibrary(
        MethodHandle schedulerOfThread,
        MethodHandle schedulerOfShell,
        MethodHandle bundleOfShell,
        Class<?> shellClass,
        Class<?> jobStore,
        MethodHandle storeOfResources,
        MethodHandle releaseAcquiredTrigger,
        MethodHandle bundleOfResult,
        MethodHandle triggerOfBundle,
        MethodHandle jobDetailOfBundle,
        MethodHandle fireInstanceId,
        MethodHandle nextFireTime,
        MethodHandle priority,
        MethodHandle triggerData,
        MethodHandle jobKey,
        MethodHandle keepTrigger,
        MethodHandle deleteTrigger,
        Class<?> unableToInterrupt,
        Class<?> alreadyExists,
        NewTrigger newTrigger) {

    static final String SCHEDULER_THREAD = "org.quartz.core.QuartzSchedulerThread";

    static final PerClass<QuartzLibrary> BOUND = new PerClass<>(QuartzLibrary::bind);

    private static QuartzLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> shell = neighbour(member, QuartzAdapter.JOB_RUN_SHELL);
        Class<?> store = neighbour(member, "org.quartz.spi.JobStore");
        Class<?> bundle = neighbour(member, "org.quartz.spi.TriggerFiredBundle");
        Class<?> trigger = neighbour(member, "org.quartz.spi.OperableTrigger");
        Class<?> instruction = neighbour(member, "org.quartz.Trigger$CompletedExecutionInstruction");
        return new QuartzLibrary(
                getter(neighbour(member, SCHEDULER_THREAD), "qs"),
                getter(shell, "qs"),
                getter(shell, "firedTriggerBundle"),
                shell,
                store,
                getter(neighbour(member, QuartzAdapter.RESOURCES), "jobStore"),
                method(store, "releaseAcquiredTrigger", 1),
                method(neighbour(member, "org.quartz.spi.TriggerFiredResult"), "getTriggerFiredBundle", 0),
                method(bundle, "getTrigger", 0),
                method(bundle, "getJobDetail", 0),
                method(trigger, "getFireInstanceId", 0),
                method(trigger, "getNextFireTime", 0),
                method(trigger, "getPriority", 0),
                method(trigger, "getJobDataMap", 0),
                method(neighbour(member, "org.quartz.JobDetail"), "getKey", 0),
                getter(instruction, "NOOP"),
                getter(instruction, "DELETE_TRIGGER"),
                neighbour(member, "org.quartz.UnableToInterruptJobException"),
                neighbour(member, "org.quartz.ObjectAlreadyExistsException"),
                NewTrigger.bind(neighbour(member, "org.quartz.TriggerBuilder")));
    }

    String fireInstanceIdOfShell(Object shell) throws Throwable {
        return fireInstanceIdOfBundle(bundleOfShell.invoke(shell));
    }

    String fireInstanceIdOfBundle(Object bundle) throws Throwable {
        return (String) fireInstanceId.invoke(triggerOfBundle.invoke(bundle));
    }

    /** What a {@link dev.allstop.core.gate.Run} holds is the bundle, or the shell when its commit was not seen. */
    Object bundleOf(Object subject) throws Throwable {
        return shellClass.isInstance(subject) ? bundleOfShell.invoke(subject) : subject;
    }
}

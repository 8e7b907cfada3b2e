package dev.allstop.adapters.quartz;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Withdrawal;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.Collection;

/** A {@code QuartzScheduler} and what can be done with it. */
final class QuartzControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("quartz", "2.3.2", "2.4.", "2.5.");
    private static final String GROUP = "allstop";
    private static final String POOL_WITHOUT_QUEUE = "org.quartz.simpl.SimpleThreadPool";

    private final QuartzLibrary library;
    private final Scheduler scheduler;
    private final Withdrawal withdrawal = new Withdrawal(this::putBack);

    QuartzControl(Class<?> schedulerClass, QuartzLibrary library) throws UnsupportedShape {
        this.library = library;
        this.scheduler = Scheduler.bind(schedulerClass);
    }

    private record Scheduler(MethodHandle name, MethodHandle version, MethodHandle isInStandbyMode,
                             MethodHandle isShutdown, MethodHandle thread, MethodHandle signalSchedulingChange,
                             MethodHandle threadPoolClass, MethodHandle jobComplete, MethodHandle checkExists,
                             MethodHandle schedule, MethodHandle scheduleWithJob, MethodHandle interrupt,
                             MethodHandle executingJobs, MethodHandle shutdown) {

        static Scheduler bind(Class<?> type) throws UnsupportedShape {
            return new Scheduler(
                    method(type, "getSchedulerName"),
                    method(type, "getVersion"),
                    method(type, "isInStandbyMode"),
                    method(type, "isShutdown"),
                    getter(type, "schedThread"),
                    method(Reach.neighbour(type, QuartzLibrary.SCHEDULER_THREAD), "signalSchedulingChange", "long"),
                    method(type, "getThreadPoolClass"),
                    method(type, "notifyJobStoreJobComplete", 3),
                    method(type, "checkExists", "JobKey"),
                    method(type, "scheduleJob", "Trigger"),
                    method(type, "scheduleJob", "JobDetail", "Trigger"),
                    method(type, "interrupt", "String"),
                    method(type, "getCurrentlyExecutingJobs"),
                    method(type, "shutdown", "boolean"));
        }
    }

    /** Without the instance id, so that a selector by name means the same scheduler on every node of a cluster. */
    @Override
    public String name(Object server) throws Throwable {
        return (String) scheduler.name().invoke(server);
    }

    @Override
    public String library(Object server) throws Throwable {
        return TESTED.library((String) scheduler.version().invoke(server));
    }

    @Override
    public String nativeState(Object server) throws Throwable {
        if ((boolean) scheduler.isShutdown().invoke(server)) {
            return "SHUTDOWN";
        }
        return (boolean) scheduler.isInStandbyMode().invoke(server) ? "STANDBY" : "RUNNING";
    }

    @Override
    public int runningByLibrary(Object server) throws Throwable {
        return ((Collection<?>) scheduler.executingJobs().invoke(server)).size();
    }

    /**
     * Wakes the scheduler's thread, so that it releases at once what it has acquired and what has yet to wait for its
     * time; what is due now is released when it comes to the gate. What was committed before starts within the moment
     * that it takes the library's own pool to hand it to a free worker; another pool may have a queue (Spring's
     * {@code LocalTaskExecutorThreadPool} takes whatever there is), and what waits in it is given back.
     */
    @Override
    public int gateClosed(JobServer server, Object object) throws Throwable {
        signalSchedulingChange(object);
        Class<?> pool = (Class<?>) scheduler.threadPoolClass().invoke(object);
        return pool.getName().equals(POOL_WITHOUT_QUEUE) && !server.inFlight().hasTurnedAway()
                ? 0 : withdrawal.withdraw(server, object);
    }

    @Override
    public int accepted(Object object) {
        return withdrawal.pending(object);
    }

    /** The trigger has fired, which cannot be undone: the job gets another one, and this firing ends as if it had run. */
    private void putBack(Object server, Run run) throws Throwable {
        fireOnceMore(server, run);
        Object bundle = library.bundleOf(run.subject());
        Object trigger = library.triggerOfBundle().invoke(bundle);
        boolean last = library.nextFireTime().invoke(trigger) == null;
        scheduler.jobComplete().invoke(server, trigger, library.jobDetailOfBundle().invoke(bundle),
                last ? library.deleteTrigger().invoke() : library.keepTrigger().invoke());
    }

    /** Otherwise the thread would look again only after up to 30 s, {@code org.quartz.scheduler.idleWaitTime}. */
    @Override
    public void gateOpened(Object server) throws Throwable {
        if (nativeState(server).equals("RUNNING")) {
            signalSchedulingChange(server);
        }
    }

    private void signalSchedulingChange(Object server) throws Throwable {
        // Zero says that the earliest fire time is not known.
        scheduler.signalSchedulingChange().invoke(scheduler.thread().invoke(server), 0L);
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        Object bundle = library.bundleOf(run.subject());
        return new String[] {jobKeyOf(bundle).toString(), library.fireInstanceIdOfBundle(bundle)};
    }

    private Object jobKeyOf(Object bundle) throws Throwable {
        return library.jobKey().invoke(library.jobDetailOfBundle().invoke(bundle));
    }

    @Override
    public boolean cancel(Object server, Run run) throws Throwable {
        try {
            return (boolean) scheduler.interrupt().invoke(server,
                    library.fireInstanceIdOfBundle(library.bundleOf(run.subject())));
        } catch (Exception refused) {
            if (library.unableToInterrupt().isInstance(refused)) {
                return false;
            }
            throw refused;
        }
    }

    /**
     * With a clustered store another node takes the job at once; with RAMJobStore it waits for the resume of this one.
     */
    @Override
    public boolean giveBack(Object server, Run run) throws Throwable {
        fireOnceMore(server, run);
        return true;
    }

    /** By a trigger of our own with the data and the priority of the one that fired. */
    private void fireOnceMore(Object server, Run run) throws Throwable {
        Object bundle = library.bundleOf(run.subject());
        Object job = library.jobDetailOfBundle().invoke(bundle);
        Object trigger = library.triggerOfBundle().invoke(bundle);
        Object key = library.jobKey().invoke(job);
        Object once = library.newTrigger().once("giveback-" + library.fireInstanceIdOfBundle(bundle), GROUP, key,
                library.triggerData().invoke(trigger), library.priority().invoke(trigger));
        try {
            // The store has dropped the job with its last trigger, unless it is durable.
            if ((boolean) scheduler.checkExists().invoke(server, key)) {
                scheduler.schedule().invoke(server, once);
            } else {
                scheduler.scheduleWithJob().invoke(server, job, once);
            }
        } catch (Exception refused) {
            // An earlier attempt has come as far as this.
            if (!library.alreadyExists().isInstance(refused)) {
                throw refused;
            }
        }
    }

    /** With {@code true}, even though nothing runs: a store closed under a job would have it executed twice. */
    @Override
    public void shutdown(Object server) throws Throwable {
        scheduler.shutdown().invoke(server, true);
    }
}

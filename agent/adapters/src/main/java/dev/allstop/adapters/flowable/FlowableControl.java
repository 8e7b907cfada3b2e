package dev.allstop.adapters.flowable;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.LateName;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Withdrawal;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * An {@code AbstractAsyncExecutor} and what can be done with it. Never by its own {@code shutdown} while a job runs, which
 * takes the locks of running jobs away, and with a pool that the engine lends it does not wait for them.
 */
final class FlowableControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("flowable", "6.8.1", "8.0.0");

    private final String library;
    private final FlowableLibrary flowable;
    private final Withdrawal withdrawal = new Withdrawal(this::unlock);
    private final LateName names = new LateName();
    private final Executor executor;
    private final Acquisition jobs;
    private final Acquisition timers;
    private final EngineName engineName;
    private final Retries retries;

    FlowableControl(Class<?> executorClass, FlowableLibrary flowable) throws UnsupportedShape {
        this.library = TESTED.libraryOf(neighbour(executorClass, FlowableAdapter.EXECUTOR));
        this.flowable = flowable;
        this.executor = Executor.bind(executorClass);
        this.jobs = Acquisition.bind(executorClass, "asyncJobsDueRunnable", FlowableAdapter.ACQUIRE_JOBS);
        this.timers = Acquisition.bind(executorClass, "timerJobRunnable", FlowableAdapter.ACQUIRE_TIMERS);
        this.engineName = EngineName.bind(executorClass, flowable.configuration());
        this.retries = Retries.bind(executorClass, flowable);
    }

    /**
     * @param ownPool  the library's pool; an application may bring another
     * @param threads  of the library's pool
     * @param movers   what makes jobs of timers
     */
    private record Executor(MethodHandle isActive, MethodHandle tenant, Class<?> ofHistory, MethodHandle pool,
                            Class<?> ownPool, MethodHandle threads, MethodHandle movers, MethodHandle shutdown) {

        static Executor bind(Class<?> type) throws UnsupportedShape {
            Class<?> ownPool = neighbour(type, "org.flowable.common.engine.impl.async.DefaultAsyncTaskExecutor");
            return new Executor(
                    method(type, "isActive", 0),
                    method(type, "getTenantId", 0),
                    neighbour(type, "org.flowable.job.service.impl.asyncexecutor.DefaultAsyncHistoryJobExecutor"),
                    method(type, "getTaskExecutor", 0),
                    ownPool,
                    getter(ownPool, "executorService"),
                    getter(neighbour(type, FlowableAdapter.ACQUIRE_TIMERS), "moveTimerJobsExecutorService"),
                    method(type, "shutdown", 0));
        }
    }

    /** One of the executor's two acquiring runnables, null while it is not active, and what its thread sleeps on. */
    private record Acquisition(MethodHandle runnable, MethodHandle monitor) {

        static Acquisition bind(Class<?> executor, String field, String className) throws UnsupportedShape {
            return new Acquisition(getter(executor, field), getter(neighbour(executor, className), "MONITOR"));
        }

        void wake(Object executor) throws Throwable {
            Object sleeper = runnable.invoke(executor);
            if (sleeper != null) {
                Object bed = monitor.invoke(sleeper);
                synchronized (bed) {
                    bed.notifyAll();
                }
            }
        }
    }

    /**
     * What the application called its engine; the job service itself only knows of what kind it is, such as {@code bpmn}.
     *
     * @param processEngine name of a process engine, by its job manager; null where there are none
     */
    private record EngineName(FlowableLibrary.Configuration configuration, Class<?> jobManager,
                              MethodHandle processEngine) {

        static EngineName bind(Class<?> member, FlowableLibrary.Configuration configuration) {
            try {
                Class<?> jobManager = neighbour(member, "org.flowable.engine.impl.cfg.DefaultInternalJobManager");
                return new EngineName(configuration, jobManager, MethodHandles.filterReturnValue(
                        getter(jobManager, "processEngineConfiguration"),
                        method(neighbour(member, "org.flowable.common.engine.impl.AbstractEngineConfiguration"),
                                "getEngineName", 0)));
            } catch (UnsupportedShape withoutProcesses) {
                return new EngineName(configuration, null, null);
            }
        }

        String of(Object configurationOfJobs) throws Throwable {
            Object manager = configuration.internalJobManager().invoke(configurationOfJobs);
            String name = jobManager != null && jobManager.isInstance(manager)
                    ? (String) processEngine.invoke(manager) : null;
            return name == null ? (String) configuration.engineName().invoke(configurationOfJobs) : name;
        }
    }

    /** The engine's, with the tenant's where it has one of its own, and {@code -history} where it only writes history. */
    @Override
    public String name(Object object) throws Throwable {
        Object configuration = flowable.configurationOfExecutor().invoke(object);
        if (configuration == null) {
            return names.of(object, null, object.getClass().getSimpleName());
        }
        String tenant = (String) executor.tenant().invoke(object);
        return engineName.of(configuration) + (tenant == null || tenant.isEmpty() ? "" : "-" + tenant)
                + (executor.ofHistory().isInstance(object) ? "-history" : "");
    }

    @Override
    public String library(Object object) {
        return library;
    }

    @Override
    public String nativeState(Object object) throws Throwable {
        return (boolean) executor.isActive().invoke(object) ? "RUNNING" : "STOPPED";
    }

    @Override
    public int gateClosed(JobServer held, Object object) {
        return withdrawal.withdraw(held, object);
    }

    private void unlock(Object object, Run run) throws Throwable {
        flowable.unlock(object, flowable.jobOf(run.subject()));
    }

    /** Timers on their way to become jobs count by the batch. */
    @Override
    public int accepted(Object object) throws Throwable {
        Object acquisition = timers.runnable().invoke(object);
        return withdrawal.pending(object)
                + (acquisition == null ? 0 : Math.max(0, busy(executor.movers().invoke(acquisition))));
    }

    @Override
    public int runningByLibrary(Object object) throws Throwable {
        Object pool = executor.pool().invoke(object);
        if (pool == null) {
            return 0;
        }
        return executor.ownPool().isInstance(pool) ? busy(executor.threads().invoke(pool)) : -1;
    }

    /** @return -1 when it is no pool that tells */
    private static int busy(Object pool) {
        if (pool == null) {
            return 0;
        }
        return pool instanceof ThreadPoolExecutor threads ? threads.getActiveCount() + threads.getQueue().size() : -1;
    }

    /** Otherwise it would look for work only after its own wait of ten seconds, or more. */
    @Override
    public void gateOpened(Object object) throws Throwable {
        jobs.wake(object);
        timers.wake(object);
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        Object job = flowable.jobOf(run.subject());
        return new String[] {flowable.job().nameOf(job), flowable.job().idOf(job)};
    }

    /** An active executor hands the job over to itself once more: it counts as given back when it is turned away there. */
    @Override
    public boolean giveBack(Object object, Run run) throws Throwable {
        return retries.restore(object, flowable.jobOf(run.subject())) && !(boolean) executor.isActive().invoke(object);
    }

    @Override
    public void shutdown(Object object) throws Throwable {
        executor.shutdown().invoke(object);
    }
}

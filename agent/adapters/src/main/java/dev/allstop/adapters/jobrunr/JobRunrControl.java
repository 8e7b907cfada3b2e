package dev.allstop.adapters.jobrunr;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Withdrawal;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * A {@code BackgroundJobServer} and what can be done with it. Never by its own {@code pauseProcessing}, which blocks and
 * interrupts running jobs after 10 s, nor {@code resumeProcessing}, which would resume what somebody else had paused.
 */
final class JobRunrControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("jobrunr", "5.3.3", "6.3.5", "7.5.3", "8.7.0");

    private final String library;
    private final JobRunrLibrary jobRunr;
    private final Server server;
    private final Withdrawal withdrawal = new Withdrawal(this::putBack);

    JobRunrControl(Class<?> serverClass, JobRunrLibrary jobRunr) throws UnsupportedShape {
        this.library = TESTED.libraryOf(neighbour(serverClass, JobRunrAdapter.SERVER));
        this.jobRunr = jobRunr;
        this.server = Server.bind(serverClass, jobRunr.generation());
    }

    /** @param name null in 5.x, where servers have none */
    private record Server(MethodHandle name, MethodHandle isRunning, MethodHandle zookeeperThreadPool,
                          MethodHandle jobExecutor, MethodHandle isNotReady, MethodHandle workers,
                          MethodHandle notifyThreadOccupied, MethodHandle notifyThreadIdle,
                          MethodHandle occupiedWorkers,
                          MethodHandle storageProvider, MethodHandle stop) {

        static Server bind(Class<?> type, Generation generation) throws UnsupportedShape {
            Class<?> workers = neighbour(type, generation == Generation.STEWARD
                    ? "org.jobrunr.server.JobSteward" : "org.jobrunr.server.JobZooKeeper");
            return new Server(
                    bindName(type),
                    bindIsRunning(type),
                    getter(type, "zookeeperThreadPool"),
                    getter(type, "jobExecutor"),
                    method(type, generation.notReady(), 0),
                    method(type, generation.workers(), 0),
                    method(workers, "notifyThreadOccupied", 0),
                    method(workers, "notifyThreadIdle", 0),
                    method(workers, "getOccupiedWorkerCount", 0),
                    method(type, "getStorageProvider", 0),
                    method(type, "stop", 0));
        }

        /** The name that the dashboard shows: from a reader of the configuration since 7, of the configuration in 6. */
        private static MethodHandle bindName(Class<?> type) throws UnsupportedShape {
            for (String holder : List.of("ConfigurationReader", "Configuration")) {
                try {
                    return MethodHandles.filterReturnValue(getter(type, "configuration"),
                            method(neighbour(type, JobRunrAdapter.SERVER + holder), "getName", 0));
                } catch (UnsupportedShape older) {
                    continue;
                }
            }
            return null;
        }

        /**
         * The flag itself: {@code isRunning()} takes a lock that {@code stop()} holds while it waits for jobs, and
         * {@code getServerStatus()} measures the machine.
         */
        private static MethodHandle bindIsRunning(Class<?> type) throws UnsupportedShape {
            try {
                return getter(type, "isRunning");
            } catch (UnsupportedShape since8) {
                return MethodHandles.filterReturnValue(getter(type, "lifecycle"),
                        getter(neighbour(type, "org.jobrunr.server.lifecycle.BackgroundJobServerLifecycle"),
                                "isRunning"));
            }
        }
    }

    /** In 5.x what its own MBean is called; a server there has but a random id, which no selector could use. */
    @Override
    public String name(Object object) throws Throwable {
        return server.name() == null ? "BackgroundJobServer" : (String) server.name().invoke(object);
    }

    @Override
    public String library(Object object) {
        return library;
    }

    @Override
    public String nativeState(Object object) throws Throwable {
        if (server.zookeeperThreadPool().invoke(object) == null) {
            return "STOPPED";
        }
        return (boolean) server.isRunning().invoke(object) ? "RUNNING" : "PAUSED";
    }

    @Override
    public int runningByLibrary(Object object) throws Throwable {
        return (int) server.occupiedWorkers().invoke(server.workers().invoke(object));
    }

    /**
     * Two threads that fetch one after the other both count the same free worker, so more may be fetched than can
     * start. Since 7 such a job is PROCESSING in the storage without a heartbeat, and after a minute of waiting behind
     * long jobs another server would run it a second time.
     */
    @Override
    public int gateClosed(JobServer held, Object object) {
        return withdrawal.withdraw(held, object);
    }

    @Override
    public int accepted(Object object) {
        return withdrawal.pending(object);
    }

    /**
     * Takes the last state from the job's history, PROCESSING since 7, and saves it as it was before it was fetched: the
     * way over FAILED, the only one that the library itself knows, would cost the job one of its retries. The storage
     * compares versions, so a job that was deleted or taken over in between is left alone.
     */
    private void putBack(Object object, Run run) throws Throwable {
        Object job = jobRunr.jobOf(run.subject());
        if (!jobRunr.stateOf(job).equals("PROCESSING")) {
            return;
        }
        List<Object> history = jobRunr.historyOf(job);
        Object processing = history.remove(history.size() - 1);
        try {
            jobRunr.save().invoke(server.storageProvider().invoke(object), job);
        } catch (Throwable refused) {
            if (!jobRunr.modifiedByOther().isInstance(refused)) {
                history.add(processing);
                throw refused;
            }
        }
    }

    /**
     * Otherwise it would look for work only at its next poll, after up to 15 s. Done as the library does it itself, by
     * a worker that becomes free: on its pool, where a server that is stopped or paused has none.
     */
    @Override
    public void gateOpened(Object object) throws Throwable {
        if (server.jobExecutor().invoke(object) instanceof Executor workerPool) {
            workerPool.execute(() -> lookForWork(object));
        }
    }

    private void lookForWork(Object object) {
        try {
            if (!(boolean) server.isNotReady().invoke(object)) {
                Object workers = server.workers().invoke(object);
                server.notifyThreadOccupied().invoke(workers);
                server.notifyThreadIdle().invoke(workers);
            }
        } catch (Throwable storageFailed) {
            // The next poll will find the work, and the library reports its storage itself.
            return;
        }
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        Object job = jobRunr.jobOf(run.subject());
        return new String[] {(String) jobRunr.jobName().invoke(job), String.valueOf(jobRunr.jobId().invoke(job))};
    }

    /**
     * The interrupted run has been saved as FAILED, or SCHEDULED when the job has retries left; a job that swallowed the
     * interrupt has SUCCEEDED and is not put back.
     */
    @Override
    public boolean giveBack(Object object, Run run) throws Throwable {
        Object storage = server.storageProvider().invoke(object);
        Object job;
        try {
            job = jobRunr.getJobById().invoke(storage, jobRunr.jobId().invoke(jobRunr.jobOf(run.subject())));
        } catch (Throwable refused) {
            if (jobRunr.jobNotFound().isInstance(refused)) {
                return false;
            }
            throw refused;
        }
        switch (jobRunr.stateOf(job)) {
            case "ENQUEUED":
                return true;
            case "SCHEDULED", "FAILED":
                jobRunr.enqueue().invoke(job);
                jobRunr.save().invoke(storage, job);
                return true;
            default:
                return false;
        }
    }

    @Override
    public void shutdown(Object object) throws Throwable {
        server.stop().invoke(object);
    }
}

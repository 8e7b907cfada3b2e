package dev.allstop.adapters.jobrunr;

import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;

/**
 * Where JobRunr keeps the one place that fetches jobs, and who counts its workers, by age. In each of them every way to
 * new work leads through {@link #fetchMethod}: the poll, and a worker that has become free.
 */
enum Generation {

    /** 7.x and 8.x: sets the jobs to PROCESSING in the storage, {@code StorageProvider.getJobsToProcess}. */
    STEWARD("org.jobrunr.server.tasks.steward.OnboardNewWorkTask", "runTask", "getJobSteward",
            "isNotReadyToProcessJobs"),

    /** 6.x: only reads; the worker that comes to a job claims it. */
    ZOOKEEPER_TASK("org.jobrunr.server.zookeeper.tasks.OnboardNewWorkTask", "runTask", "getJobZooKeeper",
            "isUnAnnounced"),

    /** 5.x, likewise. */
    ZOOKEEPER("org.jobrunr.server.JobZooKeeper", "checkForEnqueuedJobs", "getJobZooKeeper", "isUnAnnounced");

    private final String fetchClass;
    private final String fetchMethod;
    private final String workers;
    private final String notReady;

    Generation(String fetchClass, String fetchMethod, String workers, String notReady) {
        this.fetchClass = fetchClass;
        this.fetchMethod = fetchMethod;
        this.workers = workers;
        this.notReady = notReady;
    }

    /** @param member any class of the library */
    static Generation of(Class<?> member) throws UnsupportedShape {
        UnsupportedShape missing = null;
        for (Generation generation : values()) {
            try {
                Reach.method(Reach.neighbour(member, generation.fetchClass), generation.fetchMethod, 0);
                return generation;
            } catch (UnsupportedShape other) {
                missing = missing == null ? other : missing;
            }
        }
        throw missing;
    }

    String fetchClass() {
        return fetchClass;
    }

    String fetchMethod() {
        return fetchMethod;
    }

    /** Method of the server that answers who counts its workers. */
    String workers() {
        return workers;
    }

    /** Method of the server that answers whether it must not fetch yet. */
    String notReady() {
        return notReady;
    }
}

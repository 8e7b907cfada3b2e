package dev.allstop.core.adapter;

import dev.allstop.core.gate.Run;

/**
 * One class of job servers with everything bound. Called on Allstop's threads only, never under a lock of ours; may
 * throw anything.
 */
public interface ServerControl {

    /** Raw name, not necessarily unique. */
    String name(Object server) throws Throwable;

    /** Library and version, such as {@code quartz 2.5.2}. */
    String library(Object server) throws Throwable;

    /** What it does now in the library's own view: {@code RUNNING}, or the library's word for not taking jobs. */
    default String nativeState(Object server) throws Throwable {
        return "RUNNING";
    }

    /**
     * The gate has just been closed: give back what was handed over but not started ({@link JobServer#inFlight} with
     * {@link dev.allstop.core.gate.InFlight#withdraw}), and tell the library to take nothing new where that is harmless.
     * Must not wait for a job.
     *
     * @return how many jobs were given back
     */
    default int gateClosed(JobServer server, Object object) throws Throwable {
        return 0;
    }

    /** Work accepted but not started that waits inside the library and that {@link #gateClosed} cannot give back. */
    default int accepted(Object server) throws Throwable {
        return 0;
    }

    /**
     * How many jobs run now in the library's own view, asked of servers that are older than the attach of Allstop.
     *
     * @return -1 when the library does not tell: then the threads in the midst of a hooked method are counted, which
     *         are all but the virtual ones
     */
    default int runningByLibrary(Object server) throws Throwable {
        return -1;
    }

    /** The gate is open again: let the library look for work now rather than at its next poll. */
    default void gateOpened(Object server) throws Throwable {
    }

    /** {@code {job, id}} of a run, from {@link Run#subject}. */
    String[] describe(Run run) throws Throwable;

    /**
     * Asks a running job to end by the library's cooperative means.
     *
     * @return whether the library has such means for this job
     */
    default boolean cancel(Object server, Run run) throws Throwable {
        return false;
    }

    /**
     * Puts a job back into its queue after its execution was interrupted and has ended.
     *
     * @return whether it was put back
     */
    default boolean giveBack(Object server, Run run) throws Throwable {
        return false;
    }

    /** The library's own terminal stop of a drained server; may block. */
    void shutdown(Object server) throws Throwable;
}

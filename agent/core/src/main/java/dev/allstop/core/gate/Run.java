package dev.allstop.core.gate;

import java.time.Instant;

/**
 * One execution of a job, from the moment its library commits to it until it has ended. Holds the library's own
 * object for it strongly, but no longer than the execution lasts.
 */
public final class Run {

    private enum Phase { COMMITTED, RUNNING, WITHDRAWN, ENDED }

    private final Object key;
    private final Object subject;
    private final boolean part;
    private Phase phase = Phase.COMMITTED;
    private Thread thread;
    private boolean interrupted;
    private boolean turnedAway;
    private Instant startedAt;
    private volatile long startedNanos = System.nanoTime();
    private volatile String job;
    private volatile String id;
    private volatile boolean described;

    Run(Object key, Object subject) {
        this(key, subject, false);
    }

    /** @param part of another job that runs, which launched it */
    Run(Object key, Object subject, boolean part) {
        this.key = key;
        this.subject = subject;
        this.part = part;
    }

    public Object key() {
        return key;
    }

    /** The library's object, as the adapter handed it over. */
    public Object subject() {
        return subject;
    }

    boolean isPart() {
        return part;
    }

    synchronized boolean begin() {
        if (phase != Phase.COMMITTED) {
            return false;
        }
        phase = Phase.RUNNING;
        // What was said of it was said of a job that had not started. It stays until something better is said, since somebody may
        // be about to read it.
        described = false;
        thread = Thread.currentThread();
        startedNanos = System.nanoTime();
        startedAt = null;
        return true;
    }

    synchronized boolean withdraw() {
        if (phase != Phase.COMMITTED) {
            return false;
        }
        phase = Phase.WITHDRAWN;
        return true;
    }

    /** Its library has come to start it, and will not come again. */
    synchronized void turnAway() {
        turnedAway = true;
    }

    synchronized boolean isTurnedAway() {
        return turnedAway;
    }

    /** Nobody will start it under this commit; a start that comes all the same is one of its own. */
    synchronized boolean forget() {
        if (phase != Phase.COMMITTED) {
            return false;
        }
        phase = Phase.ENDED;
        return true;
    }

    /** Called by the thread that ran the job. An interrupt of ours that the job did not see must not reach the next. */
    synchronized void finish() {
        phase = Phase.ENDED;
        thread = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /**
     * Interrupts the thread while, and only while, it runs this job.
     *
     * @return whether it did
     */
    public synchronized boolean interrupt() {
        if (phase != Phase.RUNNING) {
            return false;
        }
        interrupted = true;
        thread.interrupt();
        return true;
    }

    public synchronized boolean isCommitted() {
        return phase == Phase.COMMITTED;
    }

    public synchronized boolean isRunning() {
        return phase == Phase.RUNNING;
    }

    public synchronized boolean isWithdrawn() {
        return phase == Phase.WITHDRAWN;
    }

    /** The thread that runs it, null while there is none. */
    public synchronized Thread thread() {
        return thread;
    }

    /**
     * When it started, or while it has not, when it was committed; wall clock, for display only. Worked out when it is
     * first asked for, since jobs that nobody asks about should not pay for a second clock.
     */
    public synchronized Instant startedAt() {
        if (startedAt == null) {
            startedAt = Instant.now().minusNanos(System.nanoTime() - startedNanos);
        }
        return startedAt;
    }

    /** By {@link System#nanoTime}. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Whether it was described as it is now. */
    public boolean isDescribed() {
        return described;
    }

    /** Null until it was {@link #describe described} first. */
    public String job() {
        return job;
    }

    public String id() {
        return id;
    }

    public void describe(String jobName, String executionId) {
        job = jobName;
        id = executionId;
        described = true;
    }
}

package dev.allstop.core.gate;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The point where a library commits to a job: open or closed, with the number of passages under way.
 *
 * <h2>Why nothing passes a closed gate</h2>
 * A passage first counts itself in, then looks whether the gate is closed ({@link #enter}). Closing first writes
 * {@code closed}, then reads the count ({@link #close}, {@link #isQuiet}). Both fields are volatile, so all four
 * accesses have one total order that agrees with each thread's program order (JLS 17.4.4). If the read of the count
 * saw 0, every passage counted itself in after that read, hence after the write of {@code closed}, hence it sees the
 * gate closed and turns back. If a passage saw the gate open, its count came before the write, and the reader sees it
 * until the passage has left. So once {@code closed && passages == 0} has been observed, whatever passed has left, and
 * all it did happens-before the observation (through the count); and nothing will pass until the gate is opened.
 *
 * <p>A passage that turns back after it was counted can only delay the observation of 0, never fake it; the look
 * before the count keeps callers that knock all the time from doing so for ever.
 */
public final class Gate {

    /** How soon somebody who waits looks whether to give up; less and less often, since there may be many. */
    private static final long FIRST_LOOK_NANOS = 20_000_000;
    private static final long LAST_LOOK_NANOS = 1_000_000_000;

    private final AtomicLong passages = new AtomicLong();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
    private final Runnable becameQuiet;
    private volatile boolean closed;
    private volatile long openedNanos;

    /** @param becameQuiet run by the last passage that leaves a closed gate; must not block */
    public Gate(Runnable becameQuiet) {
        this.becameQuiet = becameQuiet;
    }

    /** Whether the caller may pass; if so it must {@link #leave} in the end, whatever happens. */
    public boolean enter() {
        if (closed) {
            return false;
        }
        passages.incrementAndGet();
        if (closed) {
            leave();
            return false;
        }
        return true;
    }

    /**
     * Waits until the caller may pass. For worker threads of a library only, which have nothing else to do while the
     * gate is closed; they wait outside of the gate, so that it is quiet meanwhile.
     *
     * @param abandoned asked now and then, and after an interrupt, which is still to be seen then: whether to wait no
     *                  longer. Any other interrupt is kept until the wait is over.
     * @return whether it may pass; if so it must {@link #leave} in the end, whatever happens
     */
    public boolean enterWhenOpen(BooleanSupplier abandoned) {
        if (enter()) {
            return true;
        }
        boolean interrupted = false;
        long patience = FIRST_LOOK_NANOS;
        waiting.add(Thread.currentThread());
        try {
            while (!enter()) {
                if (abandoned.getAsBoolean()) {
                    return false;
                }
                interrupted |= Thread.interrupted();
                // Opened since the look at the gate, it has unparked this thread, and this returns at once.
                LockSupport.parkNanos(this, patience);
                patience = Math.min(2 * patience, LAST_LOOK_NANOS);
            }
            return true;
        } finally {
            waiting.remove(Thread.currentThread());
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** For a worker thread that comes to the gate again before its next job: waits likewise, and has not passed then. */
    public void waitUntilOpen(BooleanSupplier abandoned) {
        if (closed && enterWhenOpen(abandoned)) {
            leave();
        }
    }

    public void leave() {
        if (passages.decrementAndGet() == 0 && closed) {
            becameQuiet.run();
        }
    }

    public void close() {
        closed = true;
    }

    public void open() {
        // First, so that whoever finds it open finds this as well.
        openedNanos = System.nanoTime();
        closed = false;
        waiting.forEach(LockSupport::unpark);
    }

    /** When it was last opened again, by {@link System#nanoTime}; 0 if it never was. */
    public long openedNanos() {
        return openedNanos;
    }

    /** Threads that wait to pass. */
    public int waiting() {
        return waiting.size();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Closed, and every passage that began before has left. */
    public boolean isQuiet() {
        return closed && passages.get() == 0;
    }
}

package dev.allstop.core.gate;

import java.util.concurrent.atomic.AtomicLong;

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

    private final AtomicLong passages = new AtomicLong();
    private final Runnable becameQuiet;
    private volatile boolean closed;

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

    public void leave() {
        if (passages.decrementAndGet() == 0 && closed) {
            becameQuiet.run();
        }
    }

    public void close() {
        closed = true;
    }

    public void open() {
        closed = false;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Closed, and every passage that began before has left. */
    public boolean isQuiet() {
        return closed && passages.get() == 0;
    }
}

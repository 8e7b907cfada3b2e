package dev.allstop.bench.stop;

/**
 * A job server that does nothing but note when it was told that its gate is closed. Taught to Allstop by the declared
 * adapter {@code gate-clock.adapter}.
 */
public final class GateClock {

    private volatile long closedNanos;

    /** Where a job would be fetched. */
    Runnable next() {
        return null;
    }

    /** Called by Allstop as soon as the gate is closed and nobody is on the way through it. */
    void closed() {
        closedNanos = System.nanoTime();
    }

    /** Called when the hold was released: nothing to undo. */
    void opened() {
    }

    /** When it was last told that its gate is closed, by {@link System#nanoTime}. */
    public long closedNanos() {
        return closedNanos;
    }
}

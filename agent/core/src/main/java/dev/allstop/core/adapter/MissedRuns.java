package dev.allstop.core.adapter;

import dev.allstop.core.gate.Gate;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Which runs of a fixed rate are to be left out after a hold: all that were due before it ended, but for one. What is
 * scheduled otherwise is due later than that as soon as it has run once.
 */
public final class MissedRuns {

    /** By task, when the hold ended for which it has had its one late run; {@link System#nanoTime}. */
    private final WeakIdentityMap<Long> madeUp = new WeakIdentityMap<>();
    /** Tasks of which a run waits at the gate already, on another thread than the one that asks. */
    private final WeakIdentityMap<Boolean> waiting = new WeakIdentityMap<>();

    /**
     * Asked once for each run, by the thread that is about to run it, past the gate.
     *
     * @param future a {@code ScheduledFutureTask} of the JDK, whose delay is that of the present run until it has ended
     */
    public boolean isSurplus(ScheduledFuture<?> future, Object task, Gate gate) {
        long opened = gate.openedNanos();
        if (opened == 0 || System.nanoTime() + future.getDelay(TimeUnit.NANOSECONDS) - opened > 0) {
            return false;
        }
        Long before = madeUp.get(task);
        madeUp.put(task, opened);
        boolean hadOne = waiting.remove(task) != null;
        return hadOne || before != null && before == opened;
    }

    /** A run of this task waits at a closed gate: that is the one late run it has. */
    public void oneIsWaiting(Object task) {
        waiting.put(task, true);
    }
}

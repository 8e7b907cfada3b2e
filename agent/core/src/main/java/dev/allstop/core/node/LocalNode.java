package dev.allstop.core.node;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.report.NodeStatus;
import java.util.List;

/**
 * This JVM's job servers as the fleet sees them.
 */
public interface LocalNode {

    /**
     * The holds that are in force for this JVM from now on, with all others gone. Closes and opens gates before it
     * returns but never waits for a fetch or a job; acknowledgements come with the {@linkplain #status status}.
     * Called by one thread at a time.
     *
     * @param holds in force and covering this JVM
     */
    void reconcile(List<HoldInForce> holds);

    /** Memory only, any thread. */
    NodeStatus status();

    /** The listener is told, on one of Allstop's threads, that the status has changed; it must not block. */
    void whenChanged(Runnable listener);

    /**
     * The deadline of a hold has passed: deal with the jobs that it still waits for. Returns at once, the outcome
     * shows in the {@linkplain #status status}. {@link OnDeadline#REPORT} and {@link OnDeadline#RESUME} do nothing here.
     */
    void atDeadline(String holdId, OnDeadline action);

    /** Ends what the hold selects by each library's own terminal stop, once drained. Returns at once. */
    void shutdown(String holdId);

    /** A hold with the moment of its order on this JVM's monotonic clock ({@link System#nanoTime}). */
    record HoldInForce(Hold hold, long orderedNanos) {
    }
}

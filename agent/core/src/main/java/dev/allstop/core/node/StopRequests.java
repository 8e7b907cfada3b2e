package dev.allstop.core.node;

import dev.allstop.core.gate.Run;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The running jobs that were asked to end early. Answers the question of {@code dev.allstop.Allstop.stopRequested()}
 * for the job that the calling thread runs; any thread, at any rate.
 */
public final class StopRequests implements BooleanSupplier {

    private final Set<Run> asked = ConcurrentHashMap.newKeySet();

    void ask(Run run) {
        asked.add(run);
    }

    /** Forgets those that have ended; by the node's thread. */
    void forgetEnded() {
        asked.removeIf(run -> !run.isRunning());
    }

    @Override
    public boolean getAsBoolean() {
        if (asked.isEmpty()) {
            return false;
        }
        for (Run run : asked) {
            if (run.thread() == Thread.currentThread()) {
                return true;
            }
        }
        return false;
    }
}

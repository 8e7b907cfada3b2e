package dev.allstop.adapters.flowable;

import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.Servers;

/**
 * Around {@code AcquireTimerJobsRunnable.executeMoveTimerJobsToExecutableJobs}, which makes jobs of due timers that were
 * locked in the passage before, on a thread of its own. Turned away, it unlocks them by the library's own method, which
 * catches what the storage throws, and leaves them to the search for expired locks.
 */
final class MoveTimers extends Fetch {

    MoveTimers(Servers servers, Owner owner) {
        super(servers, owner, null);
    }

    @Override
    protected void turnedAway(Object runnable, Object[] timers) throws Throwable {
        FlowableLibrary.BOUND.of(runnable).unlockTimers().invoke(runnable, timers[0]);
    }
}

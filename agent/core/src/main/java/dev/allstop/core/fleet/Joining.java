package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.AgentThreads;
import dev.allstop.core.hold.HoldEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM with a {@code state} folder holds everything until it knows what the fleet holds. Not for a fixed time: a machine
 * that is busy takes as long as it takes, so it waits for the end of the first attempt to join, then for the word of every
 * member. Each wait is bounded, so that a fleet that is gone, or a member that never speaks, does not hold it for ever; who
 * did not answer is in the log then.
 */
final class Joining {

    private static final Logger LOG = LoggerFactory.getLogger(Joining.class);
    /** JGroups tries for some 8 seconds where the one who admits hangs; before it, a busy machine loads it and makes the key. */
    static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);
    /** After an attempt that failed; another is made meanwhile. */
    static final Duration UNREACHABLE = Duration.ofSeconds(5);
    /** Groups that were formed apart take longer to merge on a busy machine than their stack says. */
    static final Duration MERGES_LATE = Duration.ofSeconds(3);
    /** For the word of all members, after the time in which groups that were formed apart find each other. */
    static final Duration LISTENING = Duration.ofSeconds(10);

    private final FleetState state;
    private final LocalReconciler reconciler;
    private final AgentThreads threads;
    private final Supplier<Duration> merging;
    private final long began = System.nanoTime();

    /** @param merging how long groups that were formed apart may take to find each other */
    Joining(FleetState state, LocalReconciler reconciler, AgentThreads threads, Supplier<Duration> merging) {
        this.state = state;
        this.reconciler = reconciler;
        this.threads = threads;
        this.merging = merging;
    }

    /**
     * The gates are closed when it returns.
     *
     * @param kept what this JVM knows already
     */
    void start(Collection<HoldEntry> kept) {
        reconciler.holdWhileJoining(kept);
        threads.newThread(() -> {
            state.await(() -> isOver() ? true : null, this::untilNext);
            List<String> silent = state.read(state::withoutWordOnHolds);
            if (!silent.isEmpty()) {
                LOG.warn("Jobs may start although {} did not tell what is held: a sticky hold that only they know of is in force "
                        + "here as soon as they do", String.join(", ", silent));
            }
            reconciler.joined();
        }, "joining").start();
    }

    /** Under the lock of the state. */
    private boolean isOver() {
        return state.closed() || untilGivenUp() <= 0
                || state.attempted() && state.alone().isEmpty() && state.withoutWordOnHolds().isEmpty()
                && (state.members.knowsTheFleet() || untilMerged() <= 0);
    }

    /** Changes wake the waiter; besides them time alone can make a difference at these moments. */
    private long untilNext() {
        return untilMerged() > 0 ? Math.min(untilMerged(), untilGivenUp()) : untilGivenUp();
    }

    private long untilGivenUp() {
        long now = System.nanoTime();
        if (!state.attempted()) {
            return LONGEST_ATTEMPT.toNanos() - (now - began);
        }
        if (!state.alone().isEmpty()) {
            return UNREACHABLE.toNanos() - state.attemptedForNanos(now);
        }
        return LISTENING.toNanos() + untilMerged();
    }

    private long untilMerged() {
        return merging.get().plus(MERGES_LATE).toNanos() - state.connectedForNanos(System.nanoTime());
    }
}

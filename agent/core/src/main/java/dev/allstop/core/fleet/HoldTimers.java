package dev.allstop.core.fleet;

import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.OnDeadline;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Does what is due at the end of a lease and at a deadline. Every node does so by itself, from the age of the order
 * that it knows: so it happens also when the node on which the order was given is gone.
 *
 * <p>A node that learns of an order only after its deadline lets it be: whoever gave it has had the answer long since,
 * and jobs that were not asked to hurry must not be harmed. On the fleet thread alone.
 */
final class HoldTimers {

    /** The node that gave the order releases its hold first, and knows better why. */
    private static final Duration AFTER_THE_ISSUER = Duration.ofMillis(500);

    private final FleetState state;
    private final FleetThread thread;
    private final Consumer<HoldEntry> whenLeaseEnds;
    private final Consumer<HoldEntry> atDeadline;
    private final Set<String> known = new HashSet<>();
    private final Set<String> awaitingDeadline = new HashSet<>();
    private Future<?> next = CompletableFuture.completedFuture(null);

    HoldTimers(FleetState state, FleetThread thread, Consumer<HoldEntry> whenLeaseEnds, Consumer<HoldEntry> atDeadline) {
        this.state = state;
        this.thread = thread;
        this.whenLeaseEnds = whenLeaseEnds;
        this.atDeadline = atDeadline;
    }

    /**
     * Holds have come, gone or been renewed.
     *
     * @param since when that was heard; a deadline that has passed since then was not missed
     */
    void reschedule(long since) {
        long now = System.nanoTime();
        Collection<HoldEntry> inForce = state.read(() -> state.holds.inForce(now));
        for (HoldEntry entry : inForce) {
            if (known.add(entry.id()) && entry.hold().onDeadline() != OnDeadline.REPORT && deadline(entry) - since > 0) {
                awaitingDeadline.add(entry.id());
            }
        }
        known.removeIf(id -> state.read(() -> state.holds.find(id)).isEmpty());
        next.cancel(false);
        long soonest = Long.MAX_VALUE;
        for (HoldEntry entry : inForce) {
            if (entry.hold().lease().isPresent()) {
                soonest = Math.min(soonest, entry.leaseEndNanos() - now);
            }
            if (awaitingDeadline.contains(entry.id())) {
                soonest = Math.min(soonest, deadline(entry) - now);
            }
        }
        if (soonest < Long.MAX_VALUE) {
            next = thread.after(Duration.ofNanos(Math.max(0, soonest)), this::due);
        }
    }

    private void due() {
        long now = System.nanoTime();
        state.read(() -> state.holds.runOut(now)).forEach(whenLeaseEnds);
        for (HoldEntry entry : state.read(() -> state.holds.inForce(now))) {
            if (deadline(entry) - now <= 0 && awaitingDeadline.remove(entry.id())) {
                atDeadline.accept(entry);
            }
        }
        reschedule(now);
    }

    private static long deadline(HoldEntry entry) {
        return entry.orderedNanos() + entry.hold().timeout().toNanos()
                + (entry.hold().onDeadline() == OnDeadline.RESUME ? AFTER_THE_ISSUER.toNanos() : 0);
    }
}

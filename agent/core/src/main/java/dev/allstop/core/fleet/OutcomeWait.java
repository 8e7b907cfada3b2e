package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.report.MemberOutcome;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ServerState;
import java.util.List;

/**
 * Waits for what comes of an order, never past its deadline. Changes wake it, nothing is polled; while it waits, no lease
 * of what it waits for runs out.
 */
final class OutcomeWait {

    /** What a call waits for. */
    enum Goal {
        GATES, DRAIN, SHUTDOWN
    }

    private final FleetState state;
    private final FleetTiming timing;
    private final Outcomes outcomes;
    private final FleetMessenger messenger;
    private final HoldLifecycle holds;
    private final FleetChannel channel;

    OutcomeWait(FleetState state, FleetTiming timing, Outcomes outcomes, FleetMessenger messenger, HoldLifecycle holds,
                FleetChannel channel) {
        this.state = state;
        this.timing = timing;
        this.outcomes = outcomes;
        this.messenger = messenger;
        this.holds = holds;
        this.channel = channel;
    }

    /** @param deadline by {@link System#nanoTime} */
    Report await(Ordered ordered, Expectation expect, long deadline, Goal goal) {
        messenger.waiting();
        try {
            if (deadline - System.nanoTime() <= 0) {
                // ordered only: nobody has had time to be silent
                return state.read(() -> outcomes.of(ordered, expect, true, System.nanoTime()));
            }
            long missingUntil = ordered.since() + timing.missing().toNanos();
            Report report = state.await(() -> settled(ordered, expect, deadline, missingUntil, goal),
                    () -> untilNext(ordered, deadline, missingUntil));
            return report != null ? report
                    : state.read(() -> outcomes.of(ordered, expect, true, System.nanoTime()));
        } finally {
            messenger.doneWaiting();
        }
    }

    /** @return null while more may come of it */
    private Report settled(Ordered ordered, Expectation expect, long deadline, long missingUntil, Goal goal) {
        long now = System.nanoTime();
        holds.renewLeases(outcomes.inForce(ordered, now), now);
        List<HoldEntry> entries = outcomes.inForce(ordered, now);
        if (entries.size() < ordered.ids().size() || state.closed()) {
            return outcomes.ended(ordered, expect, now);
        }
        if (now - deadline < 0 && state.members.owesAcknowledgement(entries)) {
            return null;
        }
        Assessment assessment = outcomes.assess(entries, expect, true, now);
        boolean settled = !pending(assessment, goal)
                && (assessment.missing().isEmpty() || now - missingUntil >= 0)
                && (!state.alone().isEmpty() || state.connectedForNanos(now) >= settleNanos(entries));
        // settled means that patience makes no difference
        return settled ? outcomes.of(ordered, entries, assessment, now)
                : now - deadline >= 0 ? outcomes.of(ordered, expect, false, now) : null;
    }

    private static boolean pending(Assessment assessment, Goal goal) {
        return switch (goal) {
            // a node whose gates are closed is DRAINING with an acknowledgement
            case GATES -> assessment.nodes().stream().anyMatch(report -> report.ackMs() < 0
                    && (report.outcome() == MemberOutcome.DRAINING || report.outcome() == MemberOutcome.UNREACHABLE));
            case DRAIN -> assessment.pending();
            case SHUTDOWN -> assessment.pending() || assessment.nodes().stream()
                    .filter(report -> report.outcome() == MemberOutcome.DRAINED)
                    .flatMap(report -> report.status().servers().stream())
                    .anyMatch(server -> server.state() == ServerState.DRAINED);
        };
    }

    /** JVMs that started at the same time may still be about to find each other; an order for this JVM need not care. */
    private long settleNanos(List<HoldEntry> entries) {
        return entries.stream().allMatch(entry -> outcomes.onlyHere(entry.hold().select())) ? 0 : settleNanos();
    }

    private long settleNanos() {
        return timing.settle(channel.mergesWithin()).toNanos();
    }

    /** Besides changes, time alone can make a difference at these moments. */
    private long untilNext(Ordered ordered, long deadline, long missingUntil) {
        long now = System.nanoTime();
        long next = deadline - now;
        for (long moment : new long[]{missingUntil - now, settleNanos() - state.connectedForNanos(now)}) {
            if (moment > 0) {
                next = Math.min(next, moment);
            }
        }
        for (HoldEntry entry : outcomes.inForce(ordered, now)) {
            next = Math.min(next, entry.hold().lease().map(lease -> lease.toNanos() / 3).orElse(Long.MAX_VALUE));
        }
        return next;
    }
}

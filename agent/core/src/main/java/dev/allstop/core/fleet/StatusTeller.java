package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.wire.MessageCodec;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jgroups.Address;

/**
 * Tells the others how this node stands: those who wait for it at every change, an acknowledgement and the end of a drain at
 * once; all others a little later, and now and then.
 */
final class StatusTeller {

    private static final long LONGEST_WATCH_MS = 60_000;
    private static final Duration PUSH_GAP = Duration.ofMillis(20);
    private static final Duration LAZY_GAP = Duration.ofSeconds(1);
    private static final Duration TURN = Duration.ofMillis(50);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    /** Newcomers are told one by one, if they are not more than one in so many. */
    private static final int FEW = 10;

    private final FleetState state;
    private final FleetSettings settings;
    private final LocalNode node;
    private final FleetChannel channel;
    private final FleetThread thread;
    private final MessageCodec codec;
    private final LocalReconciler reconciler;
    private final BooleanSupplier waitedFor;

    private final Map<Address, Long> watchers = new ConcurrentHashMap<>();
    private final AtomicBoolean lookRequested = new AtomicBoolean();
    private final AtomicBoolean lookAgainScheduled = new AtomicBoolean();
    /** Guards what was pushed last and what will be next; no local node is asked under it. */
    private final ReentrantLock pushing = new ReentrantLock();
    private Future<?> nextPush = CompletableFuture.completedFuture(null);
    private long nextPushNanos;
    private long pushedNanos = System.nanoTime() - LAZY_GAP.toNanos();
    private Set<String> pushedOutcomes = Set.of();
    // by the fleet thread alone
    private long toldNanos = pushedNanos;
    private boolean tellScheduled;
    private boolean tellInAnyCase;
    private String told = "";

    /** @param waitedFor whether somebody on this node waits for outcomes */
    StatusTeller(FleetState state, FleetSettings settings, LocalNode node, FleetChannel channel, FleetThread thread,
                 MessageCodec codec, LocalReconciler reconciler, BooleanSupplier waitedFor) {
        this.state = state;
        this.settings = settings;
        this.node = node;
        this.channel = channel;
        this.thread = thread;
        this.codec = codec;
        this.reconciler = reconciler;
        this.waitedFor = waitedFor;
    }

    void start() {
        refreshSelf();
        thread.after(REFRESH, this::tellNowAndThen);
    }

    /** These are there now; of others none waits. On the fleet thread. */
    void members(Set<Address> present) {
        watchers.keySet().retainAll(present);
    }

    /** Within this time after newcomers have come, all members of a fleet of this size have told them how they stand. */
    static Duration turns(int size) {
        return Duration.ofMillis(size <= 10 ? 5 : size * 3L);
    }

    /** These have just come. On the fleet thread. */
    void newcomers(List<Address> newcomers, int size) {
        Duration turn = Chance.upTo(turns(size).toMillis());
        if (newcomers.size() * FEW <= size) {
            // all others know already how this node stands
            thread.after(turn, () -> mentionStatus(newcomers));
        } else {
            tellAfter(turn, true);
        }
    }

    /** The local node has changed; any thread, also many times a second. */
    void changed() {
        if (!channel.mayBlock()) {
            look();
        } else if (lookRequested.compareAndSet(false, true)) {
            thread.run(this::look);
        }
    }

    /** Holds were carried out here; what the node says of that it says itself, unless there was nothing for it to do. */
    void reconciled(boolean released) {
        if (released) {
            changed();
        } else {
            lookAgainLater();
        }
    }

    private void lookAgainLater() {
        if (lookAgainScheduled.compareAndSet(false, true)) {
            thread.after(state.rest(), this::lookAgain);
        }
    }

    /** Nothing has changed that was not looked at, but what was put off, or seemed of no interest, may be of some now. */
    private void lookAgain() {
        lookAgainScheduled.set(false);
        if (!waitedFor.getAsBoolean() && watchers.isEmpty()) {
            return;
        }
        NodeStatus status = refreshSelf();
        Set<String> outcomes = outcomes(status);
        pushing.lock();
        try {
            if (!nextPush.isDone() || !outcomes.equals(pushedOutcomes)) {
                push(status, outcomes, true);
            }
        } finally {
            pushing.unlock();
        }
    }

    /**
     * What somebody waits for, an acknowledgement or the end of a drain, is said at once; what else has changed follows
     * a little later, and to onlookers within a second.
     */
    void look() {
        lookRequested.set(false);
        if (!waitedFor.getAsBoolean() && watchers.isEmpty()) {
            pushWithin(LAZY_GAP);
            return;
        }
        NodeStatus status = refreshSelf();
        push(status, outcomes(status), false);
    }

    private Set<String> outcomes(NodeStatus status) {
        Set<String> outcomes = new HashSet<>();
        status.acks().keySet().forEach(hold -> outcomes.add("acknowledged " + hold));
        status.drained().keySet().forEach(hold -> outcomes.add("drained " + hold));
        status.exempt().forEach(hold -> outcomes.add("exempt from " + hold));
        reconciler.seen().forEach((hold, released) -> {
            if (released) {
                outcomes.add("released " + hold);
            }
        });
        return outcomes;
    }

    private void pushWithin(Duration gap) {
        pushing.lock();
        try {
            long due = Math.max(System.nanoTime(), pushedNanos + gap.toNanos());
            if (nextPush.isDone() || due - nextPushNanos < 0) {
                nextPush.cancel(false);
                nextPush = thread.after(Duration.ofNanos(due - System.nanoTime()), () -> {
                    NodeStatus status = refreshSelf();
                    push(status, outcomes(status), true);
                });
                nextPushNanos = due;
            }
        } finally {
            pushing.unlock();
        }
    }

    /** Somebody waits for outcomes of this node; it hears of each at once. Any thread. */
    void watch(Address from, long ms) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(ms, LONGEST_WATCH_MS));
        if (watchers.put(from, until) == null) {
            lookAgainLater();
        }
    }

    /** Tells one member how this node stands. Any thread. */
    void answer(Address from) {
        thread.run(() -> sendStatus(List.of(from), refreshSelf()));
    }

    /** The same to one that does not wait for it and asks again should it get lost. Any thread. */
    void answerLightly(Address from) {
        thread.run(() -> mentionStatus(List.of(from)));
    }

    /** @param inAnyCase whether it is due; else it is sent only if it has an outcome that was not said yet */
    private void push(NodeStatus status, Set<String> outcomes, boolean inAnyCase) {
        pushing.lock();
        try {
            if (!inAnyCase && outcomes.equals(pushedOutcomes)) {
                pushWithin(PUSH_GAP);
                return;
            }
            nextPush.cancel(false);
            pushedNanos = System.nanoTime();
            pushedOutcomes = outcomes;
            watchers.values().removeIf(until -> until - pushedNanos < 0);
            sendStatus(watchers.keySet(), status);
        } finally {
            pushing.unlock();
        }
        thread.after(state.rest(), this::tellSoon);
    }

    /** Not at once: those who wait for it go first, and not all nodes should tell all others in the same moment. */
    private void tellSoon() {
        int size = state.read(state.members::size);
        Duration gap = Duration.ofMillis(Math.max(100, 10L * size)).minusNanos(System.nanoTime() - toldNanos);
        Duration turn = Duration.ofMillis(5L * size).plus(Chance.upTo(TURN.toMillis() + 5L * size));
        tellAfter(gap.compareTo(turn) > 0 ? gap : turn, false);
    }

    /** This node's status with what only the fleet knows of it; also what it knows of itself from now on. Any thread. */
    NodeStatus refreshSelf() {
        NodeStatus status = node.status();
        long now = System.nanoTime();
        return state.update(() -> {
            NodeStatus whole = new NodeStatus(settings.incarnation().toString(), status.sequence(), settings.node(),
                    status.host(), status.pid(), status.version(), settings.labels(), status.acks(), status.drained(),
                    state.exempt(now), status.servers());
            state.members.selfSaid(whole, reconciler.seen(), now);
            return whole;
        });
    }

    private void sendStatus(Collection<Address> to, NodeStatus status) {
        if (to.isEmpty()) {
            return;
        }
        List<byte[]> messages = codec.status(status, reconciler.seen());
        for (Address address : List.copyOf(to)) {
            messages.forEach(message -> channel.send(address, message, true));
        }
    }

    private void mentionStatus(Collection<Address> to) {
        List<byte[]> messages = codec.status(refreshSelf(), reconciler.seen());
        for (Address address : to) {
            messages.forEach(message -> channel.mention(address, message));
        }
    }

    /** Tells everybody, those too who do not wait for it; if there is nothing new to tell, only in any case. */
    private void tellAfter(Duration delay, boolean inAnyCase) {
        tellInAnyCase |= inAnyCase;
        if (!tellScheduled || inAnyCase) {
            tellScheduled = true;
            thread.after(delay, this::tell);
        }
    }

    private void tell() {
        tellScheduled = false;
        NodeStatus status = refreshSelf();
        String shape = shape(status);
        if (!tellInAnyCase && shape.equals(told)) {
            return;
        }
        codec.status(status, reconciler.seen()).forEach(channel::mention);
        tellInAnyCase = false;
        toldNanos = System.nanoTime();
        told = shape;
    }

    private void tellNowAndThen() {
        int size = state.read(state.members::size);
        Duration every = Duration.ofMillis(Math.max(REFRESH.toMillis(), 100L * size));
        if (size > 1 && System.nanoTime() - toldNanos >= every.toNanos()) {
            tellInAnyCase = true;
            tell();
        } else {
            refreshSelf();
        }
        thread.after(Chance.around(every), this::tellNowAndThen);
    }

    /** What everybody should hear of soon; how many jobs run just now is not of it. */
    private String shape(NodeStatus status) {
        StringBuilder shape = new StringBuilder();
        for (ServerReport server : status.servers()) {
            shape.append(server.kind()).append('/').append(server.name()).append(server.state()).append(' ');
        }
        return shape.append(status.acks().keySet()).append(status.drained().keySet()).append(status.exempt())
                .toString();
    }

    /** For the last time; blocks no longer than sending takes. */
    void tellLast() {
        NodeStatus status = refreshSelf();
        codec.status(status, reconciler.seen()).forEach(message -> channel.broadcast(message, false));
    }
}

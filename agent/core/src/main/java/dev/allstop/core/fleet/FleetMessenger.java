package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.channel.FleetChannel.Members;
import dev.allstop.core.fleet.wire.Envelope;
import dev.allstop.core.fleet.wire.FleetMessage.Ask;
import dev.allstop.core.fleet.wire.FleetMessage.Goodbye;
import dev.allstop.core.fleet.wire.FleetMessage.Holds;
import dev.allstop.core.fleet.wire.FleetMessage.Status;
import dev.allstop.core.fleet.wire.FleetMessage.Unknown;
import dev.allstop.core.fleet.wire.MalformedMessage;
import dev.allstop.core.fleet.wire.MessageCodec;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.Release;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node says and hears. Three habits make nodes agree without anybody being in charge:
 *
 * <ul>
 * <li>Holds are announced when they change, at every change of membership, and now and then. Whoever hears an
 * announcement and knows more, announces in turn; whoever was about to say the same, keeps silent.
 * <li>A node pushes its status to those who wait for it at every change, and to all others a little later.
 * <li>Whoever waits asks silent members again.
 * </ul>
 *
 * Everything but {@link #received} runs on the fleet thread.
 */
final class FleetMessenger implements FleetChannel.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(FleetMessenger.class);
    private static final long LONGEST_WATCH_MS = 60_000;
    private static final Duration PUSH_GAP = Duration.ofMillis(20);
    private static final Duration LAZY_PUSH_GAP = Duration.ofSeconds(1);
    private static final Duration TELL_TURN = Duration.ofMillis(50);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration ANNOUNCE_GAP = Duration.ofMillis(500);
    private static final int MOST_PARKED = 200;
    private static final Duration PARKED_FOR = Duration.ofSeconds(5);

    private final FleetState state;
    private final FleetSettings settings;
    private final LocalNode node;
    private final FleetChannel channel;
    private final FleetThread thread;
    private final FleetTiming timing;
    private final MessageCodec codec;
    private final LocalReconciler reconciler;
    private final Consumer<List<HoldEntry>> whenLearned;

    private final Map<Address, Long> watchers = new HashMap<>();
    private final Map<String, ReplayWindow> windows = new HashMap<>();
    private final Map<String, StatusParts> parts = new HashMap<>();
    private final Inbox inbox = new Inbox();
    private final Deque<Parked> parked = new ArrayDeque<>();
    private final AtomicLong dropped = new AtomicLong();
    private final Set<Address> incompatible = new HashSet<>();
    private final Set<String> sharedNames = new HashSet<>();
    private final AtomicBoolean lookRequested = new AtomicBoolean();
    private boolean watched;
    private int waiting;
    private int asked;
    private Future<?> nextAsk = CompletableFuture.completedFuture(null);
    private Future<?> nextPush = CompletableFuture.completedFuture(null);
    private long nextPushNanos;
    private long pushedNanos;
    private Set<String> pushedOutcomes = Set.of();
    private long toldNanos;
    private boolean tellScheduled;
    private String told = "";
    private boolean announceScheduled;
    private long announcedNanos = System.nanoTime() - ANNOUNCE_GAP.toNanos();
    private long heardDigest;

    private record Parked(Address from, byte[] message, long nanos) {
    }

    FleetMessenger(FleetState state, FleetSettings settings, LocalNode node, FleetChannel channel, FleetThread thread,
                   FleetTiming timing, LocalReconciler reconciler, Consumer<List<HoldEntry>> whenLearned) {
        this.state = state;
        this.settings = settings;
        this.node = node;
        this.channel = channel;
        this.thread = thread;
        this.timing = timing;
        this.reconciler = reconciler;
        this.whenLearned = whenLearned;
        codec = new MessageCodec(settings.incarnation());
        long now = System.nanoTime();
        pushedNanos = now - LAZY_PUSH_GAP.toNanos();
        toldNanos = now - LAZY_PUSH_GAP.toNanos();
    }

    void start() {
        refreshSelf();
        channel.start(this);
        thread.after(jittered(timing.announce()), this::announceNowAndThen);
        thread.after(REFRESH, this::tellNowAndThen);
    }

    // ---- what the fleet asks for

    /** Tells everybody of an order, and that its outcome is waited for. */
    void order(Collection<HoldEntry> entries, long watchMs) {
        announce(entries, watchMs, true);
    }

    /** Somebody here waits for outcomes, until {@link #doneWaiting}. */
    void waiting() {
        waiting++;
        watched = true;
        look();
        if (waiting == 1) {
            nextAsk = thread.after(timing.askAgain(), this::askSilent);
        }
    }

    void doneWaiting() {
        waiting--;
        if (waiting == 0) {
            nextAsk.cancel(false);
        }
        watched = waiting > 0 || !watchers.isEmpty();
    }

    /** Asks everybody for a fresh status. */
    void askAll() {
        channel.broadcast(codec.ask(timing.askAgain().toMillis() * 15), true);
    }

    /** The local node has changed; any thread, also many times a second. */
    void localChanged() {
        if (lookRequested.compareAndSet(false, true)) {
            thread.run(this::look);
        }
    }

    /**
     * What somebody waits for, an acknowledgement or the end of a drain, is said at once; what else has changed follows
     * a little later, and to onlookers within a second.
     */
    private void look() {
        lookRequested.set(false);
        if (!watched) {
            long since = System.nanoTime() - pushedNanos;
            pushWithin(Duration.ofNanos(Math.max(0, LAZY_PUSH_GAP.toNanos() - since)));
        } else if (outcomes(node.status()).equals(pushedOutcomes)) {
            pushWithin(PUSH_GAP);
        } else {
            push();
        }
    }

    private Set<String> outcomes(NodeStatus status) {
        Set<String> outcomes = new HashSet<>();
        status.acks().keySet().forEach(hold -> outcomes.add("acknowledged " + hold));
        status.drained().keySet().forEach(hold -> outcomes.add("drained " + hold));
        reconciler.seen().forEach((hold, released) -> {
            if (released) {
                outcomes.add("released " + hold);
            }
        });
        return outcomes;
    }

    private void pushWithin(Duration delay) {
        long due = System.nanoTime() + delay.toNanos();
        if (nextPush.isDone() || due - nextPushNanos < 0) {
            nextPush.cancel(false);
            nextPush = thread.after(delay, this::push);
            nextPushNanos = due;
        }
    }

    /** Last words; blocks no longer than sending takes. */
    void sayGoodbye() {
        NodeStatus status = refreshSelf();
        codec.status(status, reconciler.seen()).forEach(message -> channel.broadcast(message, false));
        channel.broadcast(codec.goodbye(), false);
    }

    /** Messages that were not understood or not believed, or for which there was no room. */
    long dropped() {
        return dropped.get();
    }

    // ---- what the channel tells

    @Override
    public void received(Address from, byte[] message) {
        // an order must not look younger for having waited here: a JVM started after it would take itself to be covered
        long arrived = System.nanoTime();
        inbox.offer(from, message).ifPresentOrElse(taken -> thread.run(() -> {
            taken.run();
            hear(from, message, arrived);
        }), dropped::incrementAndGet);
    }

    @Override
    public void members(Members members) {
        thread.run(() -> viewed(members));
    }

    @Override
    public void attempted(String error) {
        long now = System.nanoTime();
        thread.run(() -> state.update(() -> {
            state.attempted(error, now);
            return null;
        }));
    }

    private void viewed(Members members) {
        boolean joined = state.update(() -> state.members.viewed(members, System.nanoTime()));
        Set<Address> present = new HashSet<>(state.read(state.members::others));
        inbox.members(present);
        watchers.keySet().retainAll(present);
        incompatible.retainAll(present);
        noteWhoLeft();
        if (joined) {
            // the newcomer hears of holds from one of each group at once, and from others if that one knew less
            int size = members.all().size();
            announceAfter(members.first() ? Duration.ZERO : randomUpTo(200 + size * 5L));
            tellAfter(randomUpTo(size <= 10 ? 5 : size * 3L), true);
        }
        List<Parked> waitingForThis = new ArrayList<>(parked);
        parked.clear();
        waitingForThis.stream().filter(message -> System.nanoTime() - message.nanos() < PARKED_FOR.toNanos())
                .forEach(message -> hear(message.from(), message.message(), message.nanos()));
    }

    private void hear(Address from, byte[] bytes, long arrived) {
        Envelope envelope;
        try {
            envelope = MessageCodec.read(bytes, arrived);
        } catch (MalformedMessage malformed) {
            drop(from, malformed.getMessage());
            return;
        }
        String sender = envelope.sender().toString();
        if (!state.read(() -> state.members.inView(from))) {
            // a member can be heard before the view that it is in; a stranger is never listened to
            if (parked.size() < MOST_PARKED) {
                parked.add(new Parked(from, bytes, arrived));
            } else {
                drop(from, "not a member");
            }
            return;
        }
        if (!state.update(() -> state.members.belongs(from, sender))) {
            drop(from, "speaks for another member");
            return;
        }
        if (!windows.computeIfAbsent(sender, incarnation -> new ReplayWindow()).isNew(envelope.number())) {
            // the network's doing or a replay; either way it has been heard
            LOG.debug("{} repeats message {}", from, envelope.number());
            return;
        }
        if (!envelope.compatible()) {
            if (incompatible.add(from)) {
                LOG.warn("{} runs an Allstop whose messages this version cannot read (protocol {}): it is reported as "
                        + "unreachable; bring both to versions of the same major number", from, envelope.major());
            }
            return;
        }
        if (envelope.message() instanceof Holds holds) {
            heard(from, holds);
        } else if (envelope.message() instanceof Status status) {
            heard(from, sender, status);
        } else if (envelope.message() instanceof Ask ask) {
            watch(from, ask.watchMs());
            sendStatus(List.of(from), refreshSelf());
        } else if (envelope.message() instanceof Goodbye) {
            saidGoodbye(sender);
        } else if (envelope.message() instanceof Unknown unknown) {
            LOG.debug("{} says something of kind {}, which a later version understands", from, unknown.kind());
        }
    }

    private void heard(Address from, Holds holds) {
        if (holds.watchMs() > 0) {
            watch(from, holds.watchMs());
        }
        List<HoldEntry> news = state.update(() -> state.merge(holds.entries()));
        heardDigest = holds.digest();
        if (!news.isEmpty()) {
            whenLearned.accept(news);
        } else if (holds.watchMs() > 0) {
            // asked again for something known: the known answer
            sendStatus(List.of(from), refreshSelf());
        }
        if (state.read(state.holds::digest) != holds.digest()) {
            announceAfter(Duration.ofMillis(20).plus(randomUpTo(100 + 5L * state.read(state.members::size))));
        }
    }

    private void heard(Address from, String sender, Status part) {
        parts.computeIfAbsent(sender, incarnation -> new StatusParts()).add(part).ifPresent(status -> {
            if (!status.node().incarnation().equals(sender)) {
                drop(from, "tells the status of another");
                return;
            }
            String name = status.node().name();
            boolean shared = state.update(() -> {
                state.members.said(from, status.node(), status.seen(), System.nanoTime());
                return state.members.sharesItsName(sender, name);
            });
            if (shared && sharedNames.size() < MOST_PARKED && sharedNames.add(name)) {
                LOG.warn("Two JVMs of the fleet are called {}: both are stopped and reported, but select=node={} and expect={} "
                        + "mean either; give each a name of its own by the option node", name, name, name);
            }
        });
    }

    /** A hold on that JVM alone ends with it: nobody else would, and the fleet would look held from then on. */
    private void saidGoodbye(String sender) {
        long now = System.nanoTime();
        Release ended = new Release("allstop", "its JVM has ended", settings.node(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        List<HoldEntry> news = state.update(() -> {
            state.members.saidGoodbye(sender);
            List<HoldEntry> changed = new ArrayList<>();
            for (HoldEntry entry : state.holds.inForce(now)) {
                if (entry.hold().select().isOnlyFor(sender)) {
                    changed.add(entry.released(ended));
                } else {
                    state.members.status(sender).filter(status -> status.drained().containsKey(entry.id())).ifPresent(status ->
                            changed.add(entry.concerning(sender, new Concerned(status.name(), true))));
                }
            }
            return state.merge(changed);
        });
        if (!news.isEmpty()) {
            whenLearned.accept(news);
        }
    }

    private void noteWhoLeft() {
        Set<String> present = new HashSet<>();
        state.read(() -> state.members.present(0)).forEach(member -> present.add(member.status().incarnation()));
        parts.keySet().retainAll(present);
        // the windows stay: a member that returns after a cut goes on counting where it was
        if (windows.size() > 4 * Math.max(1000, present.size())) {
            windows.keySet().retainAll(present);
        }
    }

    private void drop(Address from, String why) {
        if (dropped.incrementAndGet() % 1000 == 1) {
            LOG.warn("Dropped a message from {}: {} ({} dropped so far)", from, why, dropped.get());
        }
    }

    // ---- holds

    /** Announces all that is known. */
    void announceAfter(Duration delay) {
        if (announceScheduled) {
            return;
        }
        announceScheduled = true;
        heardDigest = 0;
        // never in a loop, should two nodes be unable to agree
        long sinceLast = System.nanoTime() - announcedNanos;
        Duration rest = ANNOUNCE_GAP.minusNanos(sinceLast);
        thread.after(rest.compareTo(delay) > 0 ? rest : delay, () -> {
            announceScheduled = false;
            announcedNanos = System.nanoTime();
            // somebody else has said it meanwhile
            if (!state.read(state.holds::isEmpty) && heardDigest != state.read(state.holds::digest)) {
                announce(state.read(state.holds::all), 0, false);
            }
        });
    }

    private void announce(Collection<HoldEntry> entries, long watchMs, boolean urgent) {
        long digest = state.read(state.holds::digest);
        codec.holds(entries, digest, watchMs, System.nanoTime())
                .forEach(message -> channel.broadcast(message, urgent));
    }

    private void announceNowAndThen() {
        announceAfter(Duration.ZERO);
        thread.after(jittered(timing.announce()), this::announceNowAndThen);
    }

    // ---- status

    private void watch(Address from, long ms) {
        watchers.put(from, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(ms, LONGEST_WATCH_MS)));
        if (!watched) {
            // what was put off while nobody waited; not at once, as an order is usually obeyed within this time
            watched = true;
            pushWithin(PUSH_GAP);
        }
    }

    private void push() {
        nextPush.cancel(false);
        long now = System.nanoTime();
        pushedNanos = now;
        watchers.values().removeIf(until -> until - now < 0);
        watched = waiting > 0 || !watchers.isEmpty();
        NodeStatus status = refreshSelf();
        pushedOutcomes = outcomes(status);
        sendStatus(watchers.keySet(), status);
        if (!shape(status).equals(told)) {
            // not at once: those who wait for it go first, and not all nodes should tell all others in the same moment
            int size = state.read(state.members::size);
            Duration gap = Duration.ofMillis(Math.max(100, 10L * size)).minusNanos(now - toldNanos);
            Duration turn = TELL_TURN.plus(randomUpTo(5L * size));
            tellAfter(gap.compareTo(turn) > 0 ? gap : turn, false);
        }
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

    /** Tells everybody, those too who do not wait for it. */
    private void tellAfter(Duration delay, boolean always) {
        if (tellScheduled && !always) {
            return;
        }
        tellScheduled = true;
        thread.after(delay, this::tell);
    }

    private void tell() {
        tellScheduled = false;
        toldNanos = System.nanoTime();
        NodeStatus status = refreshSelf();
        told = shape(status);
        codec.status(status, reconciler.seen()).forEach(message -> channel.broadcast(message, false));
    }

    private void tellNowAndThen() {
        int size = state.read(state.members::size);
        Duration every = Duration.ofMillis(Math.max(REFRESH.toMillis(), 100L * size));
        if (size > 1 && System.nanoTime() - toldNanos >= every.toNanos()) {
            tell();
        } else {
            refreshSelf();
        }
        thread.after(jittered(every), this::tellNowAndThen);
    }

    /** What everybody should hear of soon; how many jobs run just now is not of it. */
    private String shape(NodeStatus status) {
        StringBuilder shape = new StringBuilder();
        for (ServerReport server : status.servers()) {
            shape.append(server.kind()).append('/').append(server.name()).append(server.state()).append(' ');
        }
        return shape.append(status.acks().keySet()).append(status.drained().keySet()).append(status.exempt())
                .append(reconciler.seen()).toString();
    }

    // ---- waiting

    private void askSilent() {
        long now = System.nanoTime();
        Collection<HoldEntry> inForce = state.read(() -> state.holds.inForce(now));
        List<Address> silent = state.read(() -> state.members.silent(inForce));
        if (!silent.isEmpty()) {
            long digest = state.read(state.holds::digest);
            long watchMs = timing.askAgain().toMillis() * 15;
            for (Address address : silent) {
                codec.holds(inForce, digest, watchMs, now).forEach(message -> channel.send(address, message, true));
                channel.send(address, codec.ask(watchMs), true);
            }
        }
        if (++asked % 5 == 0) {
            askAll();
        }
        nextAsk = thread.after(timing.askAgain(), this::askSilent);
    }

    private static Duration randomUpTo(long ms) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.max(1, ms)));
    }

    private static Duration jittered(Duration duration) {
        return duration.dividedBy(2).plus(randomUpTo(duration.toMillis()));
    }
}

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
 * <p>What is heard is dealt with on the thread that brings it, one of JGroups': memory only, so that it is free again in
 * microseconds, and an order closes the gates without waiting for any other thread. Orders and acknowledgements are sent
 * by the thread that has them, if the channel cannot block it; else, and for all other that is to be said, written down
 * or logged, the fleet thread does. What can wait waits for {@link #REST}, as it would take from the acknowledgement the
 * processor that it needs.
 */
final class FleetMessenger implements FleetChannel.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(FleetMessenger.class);
    private static final long LONGEST_WATCH_MS = 60_000;
    private static final Duration PUSH_GAP = Duration.ofMillis(20);
    /** An order is usually obeyed and acknowledged within this time; what can wait waits for it. */
    static final Duration REST = Duration.ofMillis(25);
    private static final Duration LAZY_PUSH_GAP = Duration.ofSeconds(1);
    private static final Duration TELL_TURN = Duration.ofMillis(50);
    private static final Duration REFRESH = Duration.ofSeconds(5);
    private static final Duration ANNOUNCE_GAP = Duration.ofMillis(500);
    private static final int MOST_PARKED = 200;
    /** Newcomers are told one by one, if they are not more than one in so many; so many at a time are asked. */
    private static final int FEW = 10;
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

    private final Inbox inbox = new Inbox();
    private final AtomicLong dropped = new AtomicLong();
    private final Map<Address, Long> watchers = new ConcurrentHashMap<>();
    private final Set<Address> incompatible = ConcurrentHashMap.newKeySet();
    private final Set<String> sharedNames = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean lookRequested = new AtomicBoolean();
    private volatile long heardDigest;
    // under the lock of the state
    private final Map<String, ReplayWindow> windows = new HashMap<>();
    private final Map<String, StatusParts> parts = new HashMap<>();
    private final Deque<Parked> parked = new ArrayDeque<>();
    private final AtomicInteger waiting = new AtomicInteger();
    /** Guards what was pushed last and what will be next; no local node is asked under it. */
    private final ReentrantLock pushing = new ReentrantLock();
    private Future<?> nextAsk = CompletableFuture.completedFuture(null);
    private Future<?> nextPush = CompletableFuture.completedFuture(null);
    private long nextPushNanos;
    private long pushedNanos;
    private Set<String> pushedOutcomes = Set.of();
    // by the fleet thread alone
    private int asked;
    private Future<?> nextUnheard = CompletableFuture.completedFuture(null);
    private long toldNanos;
    private boolean tellScheduled;
    private boolean tellInAnyCase;
    private boolean tellNewcomers;
    private String told = "";
    private boolean announceScheduled;
    private long announcedNanos = System.nanoTime() - ANNOUNCE_GAP.toNanos();

    private record Parked(Address from, byte[] message, long nanos) {
    }

    private enum Admission {
        HEARD, PARKED, NO_MEMBER, SPEAKS_FOR_ANOTHER, REPEATED
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

    /** Tells everybody of an order, and that its outcome is waited for. Any thread. */
    void order(Supplier<Collection<HoldEntry>> entries, long watchMs) {
        quickly(() -> announce(entries.get(), watchMs, true));
    }

    /** On this thread if that cannot block it. */
    private void quickly(Runnable sending) {
        if (channel.mayBlock()) {
            thread.run(sending);
        } else {
            sending.run();
        }
    }

    /** Somebody here waits for outcomes, until {@link #doneWaiting}. Any thread. */
    void waiting() {
        if (waiting.incrementAndGet() == 1) {
            askLater();
        }
        quickly(this::look);
    }

    /** Any thread. */
    void doneWaiting() {
        if (waiting.decrementAndGet() == 0) {
            askLater();
        }
    }

    private void askLater() {
        pushing.lock();
        try {
            nextAsk.cancel(false);
            if (waiting.get() > 0) {
                nextAsk = thread.after(timing.askAgain(), this::askSilent);
            }
        } finally {
            pushing.unlock();
        }
    }

    /** Asks everybody for a fresh status. */
    void askAll() {
        channel.broadcast(codec.ask(timing.askAgain().toMillis() * 15), true);
    }

    /** The local node has changed; any thread, also many times a second. */
    void localChanged() {
        if (!channel.mayBlock()) {
            look();
        } else if (lookRequested.compareAndSet(false, true)) {
            thread.run(this::look);
        }
    }

    /** Holds were carried out here; what the node says of that it says itself, unless there was nothing for it to do. */
    void reconciled(boolean released) {
        if (released) {
            localChanged();
        } else {
            thread.after(REST, this::lookAgain);
        }
    }

    /** Nothing has changed that was not looked at, but what was put off, or seemed of no interest, may be of some now. */
    private void lookAgain() {
        if (waiting.get() == 0 && watchers.isEmpty()) {
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
    private void look() {
        lookRequested.set(false);
        if (waiting.get() == 0 && watchers.isEmpty()) {
            pushWithin(LAZY_PUSH_GAP);
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
        received(from, message, System.nanoTime());
    }

    private void received(Address from, byte[] message, long arrived) {
        Runnable taken = inbox.offer(from, message).orElse(null);
        if (taken == null) {
            dropped.incrementAndGet();
            return;
        }
        boolean leftToDo = false;
        try {
            leftToDo = hear(from, message, arrived);
        } catch (Throwable broken) {
            LOG.error("What {} said could not be dealt with", from, broken);
        }
        if (leftToDo) {
            // behind what it has given the fleet thread to do
            thread.after(REST, taken);
        } else {
            taken.run();
        }
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
        List<Parked> waitingForThis = new ArrayList<>();
        List<Address> newcomers = state.update(() -> {
            List<Address> joined = state.members.viewed(members, System.nanoTime());
            waitingForThis.addAll(parked);
            parked.clear();
            noteWhoLeft();
            return joined;
        });
        Set<Address> present = new HashSet<>(state.read(state.members::others));
        inbox.members(present);
        watchers.keySet().retainAll(present);
        incompatible.retainAll(present);
        if (!newcomers.isEmpty()) {
            // the newcomer hears of holds from one of each group at once, and from others if that one knew less
            int size = members.all().size();
            announceAfter(members.first() ? Duration.ZERO : randomUpTo(200 + size * 5L));
            Duration turn = randomUpTo(size <= 10 ? 5 : size * 3L);
            if (newcomers.size() * FEW <= size) {
                // all others know already how this node stands
                thread.after(turn, () -> sendStatus(newcomers, refreshSelf()));
            } else {
                tellNewcomers = true;
                tellAfter(turn, true);
            }
            nextUnheard.cancel(false);
            nextUnheard = thread.after(timing.askAgain(), this::askUnheard);
        }
        waitingForThis.stream().filter(message -> System.nanoTime() - message.nanos() < PARKED_FOR.toNanos())
                .forEach(message -> received(message.from(), message.message(), message.nanos()));
    }

    /** @return whether something about it is left to the fleet thread */
    private boolean hear(Address from, byte[] bytes, long arrived) {
        Envelope envelope;
        try {
            envelope = MessageCodec.read(bytes, arrived);
        } catch (MalformedMessage malformed) {
            drop(from, malformed.getMessage());
            return false;
        }
        String sender = envelope.sender().toString();
        switch (state.read(() -> admit(from, bytes, envelope, arrived))) {
            case HEARD -> {
                return understand(from, envelope, sender);
            }
            case NO_MEMBER -> drop(from, "not a member");
            case SPEAKS_FOR_ANOTHER -> drop(from, "speaks for another member");
            // the network's doing or a replay; either way it has been heard
            case REPEATED -> LOG.debug("{} repeats message {}", from, envelope.number());
            case PARKED -> { }
        }
        return false;
    }

    /** Under the lock of the state. */
    private Admission admit(Address from, byte[] bytes, Envelope envelope, long arrived) {
        String sender = envelope.sender().toString();
        boolean lastWords = (envelope.message() instanceof Status || envelope.message() instanceof Goodbye)
                && state.members.hasJustLeft(from, sender, arrived);
        if (!lastWords && !state.members.inView(from)) {
            // a member can be heard before the view that it is in; a stranger is never listened to
            if (parked.size() >= MOST_PARKED) {
                return Admission.NO_MEMBER;
            }
            parked.add(new Parked(from, bytes, arrived));
            return Admission.PARKED;
        }
        if (!lastWords && !state.members.belongs(from, sender)) {
            return Admission.SPEAKS_FOR_ANOTHER;
        }
        return windows.computeIfAbsent(sender, incarnation -> new ReplayWindow()).isNew(envelope.number())
                ? Admission.HEARD : Admission.REPEATED;
    }

    private boolean understand(Address from, Envelope envelope, String sender) {
        if (!envelope.compatible()) {
            if (incompatible.add(from)) {
                LOG.warn("{} runs an Allstop whose messages this version cannot read (protocol {}): it is reported as "
                        + "unreachable; bring both to versions of the same major number", from, envelope.major());
            }
            return false;
        }
        if (envelope.message() instanceof Holds holds) {
            return heard(from, holds);
        }
        if (envelope.message() instanceof Status status) {
            heard(from, sender, status);
        } else if (envelope.message() instanceof Ask ask) {
            if (ask.watchMs() > 0) {
                watch(from, ask.watchMs());
            }
            answer(from);
            return true;
        } else if (envelope.message() instanceof Goodbye) {
            saidGoodbye(sender);
        } else if (envelope.message() instanceof Unknown unknown) {
            LOG.debug("{} says something of kind {}, which a later version understands", from, unknown.kind());
        }
        return false;
    }

    private boolean heard(Address from, Holds holds) {
        List<HoldEntry> news = state.update(() -> state.merge(holds.entries()));
        heardDigest = holds.digest();
        if (holds.watchMs() > 0) {
            watch(from, holds.watchMs());
        }
        if (!news.isEmpty()) {
            whenLearned.accept(news);
        } else if (holds.watchMs() > 0) {
            // asked again for something known: the known answer
            reconciler.reconcile(holds.entries());
            answer(from);
        }
        boolean differ = state.read(state.holds::digest) != holds.digest();
        if (differ) {
            thread.run(this::announceSoon);
        }
        return differ || !news.isEmpty() || holds.watchMs() > 0;
    }

    private void answer(Address from) {
        thread.run(() -> sendStatus(List.of(from), refreshSelf()));
    }

    private void heard(Address from, String sender, Status part) {
        if (!part.node().incarnation().isEmpty() && !part.node().incarnation().equals(sender)) {
            drop(from, "tells the status of another");
            return;
        }
        String shared = state.update(() -> {
            Status whole = parts.computeIfAbsent(sender, incarnation -> new StatusParts()).add(part).orElse(null);
            if (whole == null || !whole.node().incarnation().equals(sender)) {
                return "";
            }
            String name = whole.node().name();
            boolean news = state.members.said(from, whole.node(), whole.seen(), System.nanoTime());
            return news && state.members.sharesItsName(sender, name) ? name : "";
        });
        if (!shared.isEmpty() && sharedNames.size() < MOST_PARKED && sharedNames.add(shared)) {
            LOG.warn("Two JVMs of the fleet are called {}: both are stopped and reported, but select=node={} and expect={} "
                    + "mean either; give each a name of its own by the option node", shared, shared, shared);
        }
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

    /** Under the lock of the state. */
    private void noteWhoLeft() {
        Set<String> present = new HashSet<>();
        state.members.present(0).forEach(member -> present.add(member.status().incarnation()));
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

    /** This node knows what others may not: not at once, since somebody else may be about to say the same. */
    void announceSoon() {
        announceAfter(Duration.ofMillis(20).plus(randomUpTo(100 + 5L * state.read(state.members::size))));
    }

    private void announce(Collection<HoldEntry> entries, long watchMs, boolean urgent) {
        long digest = state.read(state.holds::digest);
        codec.holds(entries, digest, watchMs, System.nanoTime())
                .forEach(message -> channel.broadcast(message, urgent));
    }

    private void announceNowAndThen() {
        if (heardDigest == state.read(state.holds::digest)) {
            // one word in so long is enough for all
            heardDigest = 0;
        } else {
            announceAfter(Duration.ZERO);
        }
        thread.after(jittered(timing.announce()), this::announceNowAndThen);
    }

    // ---- status

    private void watch(Address from, long ms) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Math.min(ms, LONGEST_WATCH_MS));
        if (watchers.put(from, until) == null) {
            thread.after(REST, this::lookAgain);
        }
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
        thread.after(REST, this::tellSoon);
    }

    /** Not at once: those who wait for it go first, and not all nodes should tell all others in the same moment. */
    private void tellSoon() {
        int size = state.read(state.members::size);
        Duration gap = Duration.ofMillis(Math.max(100, 10L * size)).minusNanos(System.nanoTime() - toldNanos);
        Duration turn = randomUpTo(TELL_TURN.toMillis() + 10L * size);
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
        List<byte[]> messages = codec.status(status, reconciler.seen());
        if (tellNewcomers) {
            // they would have to ask
            messages.forEach(message -> channel.broadcast(message, false));
        } else {
            messages.forEach(channel::mention);
        }
        tellInAnyCase = false;
        tellNewcomers = false;
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
        thread.after(jittered(every), this::tellNowAndThen);
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
        askLater();
    }

    /**
     * Members that have not told yet how they stand, be it that their word was lost, a few at a time; and one that speaks of
     * holds unknown here, which hears what is known here and announces the rest.
     */
    private void askUnheard() {
        List<Address> unheard = state.read(state.members::unheard).stream()
                .filter(address -> !incompatible.contains(address)).toList();
        unheard.stream().limit(FEW).forEach(address -> channel.send(address, codec.ask(0), true));
        List<Address> ahead = state.read(state::aheadInHolds);
        if (!ahead.isEmpty()) {
            Address one = ahead.get(ThreadLocalRandom.current().nextInt(ahead.size()));
            long digest = state.read(state.holds::digest);
            codec.holds(state.read(state.holds::all), digest, 0, System.nanoTime())
                    .forEach(message -> channel.send(one, message, false));
        }
        if (!unheard.isEmpty() || !ahead.isEmpty()) {
            nextUnheard = thread.after(timing.askAgain(), this::askUnheard);
        }
    }

    private static Duration randomUpTo(long ms) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.max(1, ms)));
    }

    private static Duration jittered(Duration duration) {
        return duration.dividedBy(2).plus(randomUpTo(duration.toMillis()));
    }
}

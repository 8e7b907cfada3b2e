package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.channel.FleetChannel.Members;
import dev.allstop.core.fleet.wire.Envelope;
import dev.allstop.core.fleet.wire.FleetMessage.Ask;
import dev.allstop.core.fleet.wire.FleetMessage.Goodbye;
import dev.allstop.core.fleet.wire.FleetMessage.Holds;
import dev.allstop.core.fleet.wire.FleetMessage.Status;
import dev.allstop.core.fleet.wire.FleetMessage.Unknown;
import dev.allstop.core.fleet.wire.MessageCodec;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.Release;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jgroups.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node says and hears. Three habits make nodes agree without anybody being in charge: holds are announced
 * ({@link HoldAnnouncer}), each node tells how it stands ({@link StatusTeller}), and whoever waits asks silent members
 * again.
 *
 * <p>What is heard is dealt with on the thread that brings it, one of JGroups': memory only, so that it is free again in
 * microseconds, and an order closes the gates without waiting for any other thread. Orders and acknowledgements are sent
 * by the thread that has them, if the channel cannot block it; else, and for all other that is to be said, written down
 * or logged, the fleet thread does. What can wait waits for {@link #rest}, as it would take from the acknowledgement the
 * processor that it needs.
 */
final class FleetMessenger implements FleetChannel.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(FleetMessenger.class);
    /** So many members at a time are asked. */
    private static final int FEW = 10;
    private static final int MOST_NAMES_TOLD = 200;

    private final FleetState state;
    private final FleetSettings settings;
    private final FleetChannel channel;
    private final FleetThread thread;
    private final FleetTiming timing;
    private final MessageCodec codec;
    private final LocalReconciler reconciler;
    private final StatusTeller statusTeller;
    private final HoldAnnouncer holdAnnouncer;
    private final Consumer<List<HoldEntry>> whenLearned;

    private final Inbox inbox = new Inbox();
    private final Admission admission;
    private final Set<Address> incompatible = ConcurrentHashMap.newKeySet();
    private final Set<String> sharedNames = ConcurrentHashMap.newKeySet();
    // under the lock of the state
    private final Map<String, StatusParts> parts = new HashMap<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<List<String>> awaitedReleases = new CopyOnWriteArrayList<>();
    private final ReentrantLock asking = new ReentrantLock();
    private Future<?> nextAsk = CompletableFuture.completedFuture(null);
    // by the fleet thread alone
    private int asked;
    private Future<?> nextUnheard = CompletableFuture.completedFuture(null);

    FleetMessenger(FleetState state, FleetSettings settings, LocalNode node, FleetChannel channel, FleetThread thread,
                   FleetTiming timing, LocalReconciler reconciler, Consumer<List<HoldEntry>> whenLearned) {
        this.state = state;
        this.settings = settings;
        this.channel = channel;
        this.thread = thread;
        this.timing = timing;
        this.reconciler = reconciler;
        this.whenLearned = whenLearned;
        codec = new MessageCodec(settings.incarnation());
        admission = new Admission(state);
        statusTeller = new StatusTeller(state, settings, node, channel, thread, codec, reconciler, () -> waiting.get() > 0);
        holdAnnouncer = new HoldAnnouncer(state, channel, thread, codec, timing.announce());
    }

    void start() {
        statusTeller.start();
        channel.start(this);
        holdAnnouncer.start();
    }

    // ---- what the fleet asks for

    /** This node's status with what only the fleet knows of it; also what it knows of itself from now on. Any thread. */
    NodeStatus refreshSelf() {
        return statusTeller.refreshSelf();
    }

    /** The local node has changed; any thread, also many times a second. */
    void localChanged() {
        statusTeller.changed();
    }

    /** Holds were carried out here; what the node says of that it says itself, unless there was nothing for it to do. */
    void reconciled(boolean released) {
        statusTeller.reconciled(released);
    }

    /** This node knows what others may not. On the fleet thread. */
    void announceSoon() {
        holdAnnouncer.announceSoon();
    }

    /** Last words; blocks no longer than sending takes. */
    void sayGoodbye() {
        statusTeller.tellLast();
        channel.broadcast(codec.goodbye(), false);
    }

    /** Messages that were not understood or not believed, or for which there was no room. */
    long dropped() {
        return admission.dropped();
    }

    /** Tells everybody of an order, and that its outcome is waited for. Any thread. */
    void order(Supplier<Collection<HoldEntry>> entries, long watchMs) {
        quickly(() -> holdAnnouncer.announce(entries.get(), watchMs, true));
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
        quickly(statusTeller::look);
    }

    /** Any thread. */
    void doneWaiting() {
        if (waiting.decrementAndGet() == 0) {
            askLater();
        }
    }

    /** The same for the end of holds: who has not told that it has heard of it hears it again. Any thread. */
    void waitingForRelease(List<String> holdIds) {
        awaitedReleases.add(holdIds);
        waiting();
    }

    /** Any thread. */
    void doneWaitingForRelease(List<String> holdIds) {
        awaitedReleases.remove(holdIds);
        doneWaiting();
    }

    private void askLater() {
        asking.lock();
        try {
            nextAsk.cancel(false);
            if (waiting.get() > 0) {
                nextAsk = thread.after(timing.askAgain(), this::askSilent);
            }
        } finally {
            asking.unlock();
        }
    }

    /** Asks everybody for a fresh status. */
    void askAll() {
        channel.broadcast(codec.ask(timing.watchMs()), true);
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
            admission.overflowed();
            return;
        }
        boolean leftToDo = false;
        try {
            Optional<Envelope> admitted = admission.admit(from, message, arrived);
            leftToDo = admitted.isPresent() && understand(from, admitted.get());
        } catch (Throwable broken) {
            LOG.error("What {} said could not be dealt with", from, broken);
        }
        if (leftToDo) {
            // behind what it has given the fleet thread to do
            thread.after(state.rest(), taken);
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
        List<Admission.Parked> again = new ArrayList<>();
        List<Address> newcomers = state.update(() -> {
            List<Address> joined = state.members.viewed(members, System.nanoTime());
            Set<String> present = new HashSet<>();
            state.members.present(0).forEach(member -> present.add(member.status().incarnation()));
            parts.keySet().retainAll(present);
            again.addAll(admission.viewed(present));
            return joined;
        });
        Set<Address> present = new HashSet<>(state.read(state.members::others));
        inbox.members(present);
        statusTeller.members(present);
        incompatible.retainAll(present);
        if (!newcomers.isEmpty()) {
            // the newcomer hears of holds from one of each group at once, and from others if that one knew less
            int size = members.all().size();
            holdAnnouncer.announceAfter(members.first() ? Duration.ZERO : Chance.upTo(200 + size * 5L));
            statusTeller.newcomers(newcomers, size);
            nextUnheard.cancel(false);
            askUnheardLater();
        }
        again.forEach(message -> received(message.from(), message.message(), message.arrived()));
    }

    /** @return whether something about it is left to the fleet thread */
    private boolean understand(Address from, Envelope envelope) {
        String sender = envelope.sender().toString();
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
                statusTeller.watch(from, ask.watchMs());
                statusTeller.answer(from);
            } else {
                statusTeller.answerLightly(from);
            }
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
        holdAnnouncer.heard(holds.digest());
        if (holds.watchMs() > 0) {
            statusTeller.watch(from, holds.watchMs());
        }
        if (!news.isEmpty()) {
            whenLearned.accept(news);
        } else if (holds.watchMs() > 0) {
            // asked again for something known: the known answer
            reconciler.reconcile(holds.entries());
            statusTeller.answer(from);
        }
        boolean differ = state.read(state.holds::digest) != holds.digest();
        if (differ) {
            thread.run(holdAnnouncer::announceSoon);
        }
        return differ || !news.isEmpty() || holds.watchMs() > 0;
    }

    private void heard(Address from, String sender, Status part) {
        if (!part.node().incarnation().isEmpty() && !part.node().incarnation().equals(sender)) {
            admission.drop(from, "tells the status of another");
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
        if (!shared.isEmpty() && sharedNames.size() < MOST_NAMES_TOLD && sharedNames.add(shared)) {
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

    // ---- waiting

    private void askSilent() {
        long now = System.nanoTime();
        Collection<HoldEntry> inForce = state.read(() -> state.holds.inForce(now));
        askAgain(state.read(() -> state.members.silent(inForce)), inForce);
        List<String> released = awaitedReleases.stream().flatMap(List::stream).distinct().toList();
        if (!released.isEmpty()) {
            askAgain(state.read(() -> state.members.owingRelease(released)),
                    state.read(() -> released.stream().flatMap(id -> state.holds.find(id).stream()).toList()));
        }
        if (++asked % 5 == 0) {
            askAll();
        }
        askLater();
    }

    private void askAgain(List<Address> silent, Collection<HoldEntry> holds) {
        long watchMs = timing.watchMs();
        for (Address address : silent) {
            holdAnnouncer.announce(address, holds, watchMs, true);
            channel.send(address, codec.ask(watchMs), true);
        }
    }

    /**
     * Members that have not told yet how they stand, be it that their word was lost, a few at a time; and one that speaks of
     * holds unknown here, which hears what is known here and announces the rest.
     */
    private void askUnheard() {
        List<Address> unheard = new ArrayList<>(state.read(state.members::unheard));
        unheard.removeAll(incompatible);
        // by chance: some that hang must not keep the others from being asked
        Collections.shuffle(unheard, ThreadLocalRandom.current());
        unheard.stream().limit(FEW).forEach(address -> channel.mention(address, codec.ask(0)));
        List<Address> ahead = state.read(state::aheadInHolds);
        if (!ahead.isEmpty()) {
            Address one = ahead.get(ThreadLocalRandom.current().nextInt(ahead.size()));
            holdAnnouncer.announce(one, state.read(state.holds::all), 0, false);
        }
        if (!unheard.isEmpty() || !ahead.isEmpty()) {
            askUnheardLater();
        }
    }

    /** Not before each had its turn to tell by itself. */
    private void askUnheardLater() {
        nextUnheard = thread.after(timing.askAgain().plus(StatusTeller.turns(state.read(state.members::size))), this::askUnheard);
    }
}

package dev.allstop.core.node;

import dev.allstop.core.AgentThread;
import dev.allstop.core.Failures;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.attach.OlderWork;
import dev.allstop.core.gate.Run;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.registry.Binder;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.Registry;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Reconciles this JVM's job servers with the holds. Gates are closed and opened by whoever brings the holds, at once;
 * all that has to call the application, and all that has to be waited for, is done in {@link #step}, which the node's
 * one thread repeats whenever somebody signals, and every now and then while something drains.
 */
public final class Node implements LocalNode {

    private final NodeIdentity identity;
    private final Registry registry;
    private final Binder binder;
    private final OlderWork olderWork;
    private final Failures failures;
    private final ServerListener servers;
    private final Describer describer;
    private final StatusReader reader;
    private final StopRequests requests;
    private final Stragglers stragglers;

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Set<RegisteredServer> visible = ConcurrentHashMap.newKeySet();
    private final Set<String> overdue = ConcurrentHashMap.newKeySet();
    private final AtomicLong sequence = new AtomicLong();
    /** What the listeners know; much changes between two steps, by the application's own threads. */
    private String told = "";
    private volatile Map<String, Long> acks = Map.of();
    private volatile Map<String, Long> drained = Map.of();

    public Node(NodeIdentity identity, Registry registry, Binder binder, OlderWork olderWork, StopRequests requests,
                Failures failures, ServerListener servers) {
        this.identity = identity;
        this.registry = registry;
        this.binder = binder;
        this.olderWork = olderWork;
        this.failures = failures;
        this.servers = servers;
        this.describer = new Describer(binder);
        this.reader = new StatusReader(describer);
        this.requests = requests;
        this.stragglers = new Stragglers(binder, requests, failures);
    }

    @Override
    public void reconcile(List<HoldInForce> holds) {
        registry.hold(holds);
    }

    @Override
    public void whenChanged(Runnable listener) {
        listeners.add(listener);
    }

    @Override
    public void atDeadline(String holdId, OnDeadline action) {
        overdue.add(holdId);
        order(() -> heldBy(holdId).forEach(server -> stragglers.act(server, action)));
    }

    @Override
    public void shutdown(String holdId) {
        order(() -> heldBy(holdId).forEach(server -> new AgentThread(() -> shutdown(server),
                "shutdown-" + server.kind()).start()));
    }

    private void order(Runnable order) {
        orders.add(order);
        registry.signal();
    }

    private List<RegisteredServer> heldBy(String holdId) {
        return visible.stream().filter(server -> server.isHeldBy(holdId)).toList();
    }

    private void shutdown(RegisteredServer server) {
        Object object = server.object();
        ServerControl control = object == null ? null : binder.bindingOf(server.kind(), object).control();
        try {
            if (control != null) {
                control.shutdown(object);
                registry.gone(object);
            }
        } catch (Throwable thrown) {
            failures.note("shutting down a server of " + server.kind(), thrown);
        }
    }

    /** Asked every few seconds in any case, so what the application has dropped is noticed although nothing happens. */
    @Override
    public NodeStatus status() {
        registry.signalIfCollected();
        List<ServerReport> reports = new ArrayList<>();
        for (RegisteredServer server : visible) {
            reports.add(report(server));
        }
        reports.sort((one, other) -> (one.kind() + one.name()).compareTo(other.kind() + other.name()));
        return new NodeStatus(identity.incarnation(), sequence.incrementAndGet(), identity.name(), identity.host(),
                identity.pid(), identity.version(), identity.labels(), acks, drained, List.of(), reports);
    }

    /** One job server as it stands now; any thread. */
    public ServerReport report(RegisteredServer server) {
        return reader.read(server, overdue.stream().anyMatch(server::isHeldBy));
    }

    /**
     * Does what is to be done now.
     *
     * @return whether something is under way that has to be looked at again soon without a signal
     */
    boolean step() {
        for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        dropCollected();
        boolean underWay = false;
        for (RegisteredServer server : registry.servers()) {
            underWay |= !appear(server);
        }
        for (RegisteredServer server : visible) {
            Object object = server.object();
            if (object != null) {
                look(server, object);
                underWay |= server.isHeld() && !server.isDrained();
            }
            disappear(server);
        }
        stragglers.giveBackEnded();
        requests.forgetEnded();
        recordOutcomes();
        String now = fingerprint();
        if (!now.equals(told)) {
            told = now;
            listeners.forEach(Runnable::run);
        }
        return underWay || stragglers.isWaiting();
    }

    private void dropCollected() {
        for (RegisteredServer server = registry.takeCollected(); server != null; server = registry.takeCollected()) {
            if (visible.remove(server)) {
                servers.gone(server);
            }
            describer.release(server);
        }
    }

    /** @return false when it is to be tried again soon */
    private boolean appear(RegisteredServer server) {
        Object object = server.object();
        if (object == null || server.isEnded() || visible.contains(server)) {
            return true;
        }
        if (!describer.describe(server, object)) {
            return false;
        }
        // Now that its name is known, a hold may turn out to mean it, or not to.
        server.apply(registry::holds);
        visible.add(server);
        servers.appeared(server);
        return true;
    }

    /** A server that ended stays in sight as long as a hold is reported on that it belongs to. */
    private void disappear(RegisteredServer server) {
        if (server.isEnded() && !server.isHeld() && visible.remove(server)) {
            describer.release(server);
            servers.gone(server);
        }
    }

    private void look(RegisteredServer server, Object object) {
        ServerControl control = binder.bindingOf(server.kind(), object).control();
        if (control == null) {
            // Its gate may work all the same, so what can be said about it is said.
            if (server.needsSettling()) {
                server.settle("", 0);
            }
            server.observe(0, server.inFlight().endedTotal());
            return;
        }
        try {
            if (server.needsSettling()) {
                server.settle(control.nativeState(object), control.gateClosed(server, object));
            }
            if (server.inFlight().hasTurnedAway()) {
                server.countGivenBack(control.gateClosed(server, object));
            }
            long endedBefore = server.inFlight().endedTotal();
            server.observe(server.isHeld() && server.gate().isQuiet()
                    ? control.accepted(object) + unseen(server, control, object) : 0, endedBefore);
            if (server.takeReleased() && !server.isEnded()) {
                control.gateOpened(object);
            }
        } catch (Throwable thrown) {
            server.uncontrolled("the adapter " + server.kind() + " failed: " + thrown);
            failures.note("controlling a server of " + server.kind(), thrown);
        }
    }

    /**
     * Jobs that were running before the attach. Behind a closed gate jobs only end, so with the library asked first a job
     * that ends in between is counted too often rather than not at all.
     */
    private int unseen(RegisteredServer server, ServerControl control, Object object) throws Throwable {
        if (!server.mayRunUnseen()) {
            return 0;
        }
        int byLibrary = control.runningByLibrary(object);
        int unseen = byLibrary < 0 ? olderWork.count(server.kind(), threadsOf(server.kind()))
                : Math.max(0, byLibrary - server.inFlight().present().size());
        if (unseen == 0) {
            server.allSeen();
        }
        return unseen;
    }

    /** That run what was seen beginning. */
    private Set<Thread> threadsOf(String kind) {
        return registry.servers().stream().filter(server -> server.kind().equals(kind))
                .flatMap(server -> server.inFlight().present().stream()).map(Run::thread).filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /**
     * What the holds in force have come to. A hold that selects no server here is acknowledged and drained at once; one
     * that selects a server only when that server's gate has heard of it: {@link Registry#hold} makes a hold known
     * before it walks the servers.
     */
    private void recordOutcomes() {
        Map<String, Long> acked = new HashMap<>();
        Map<String, Long> done = new HashMap<>();
        for (HoldInForce inForce : registry.holds()) {
            String id = inForce.hold().id();
            long now = (System.nanoTime() - inForce.orderedNanos()) / 1_000_000;
            boolean allAcknowledged = true;
            boolean allDrained = true;
            for (RegisteredServer server : registry.servers()) {
                if (server.selectedBy(inForce.hold())) {
                    allAcknowledged &= server.isHeldBy(id) && server.isAcknowledged();
                    allDrained &= server.isDrained();
                }
            }
            if (allAcknowledged) {
                acked.put(id, acks.getOrDefault(id, now));
                if (allDrained) {
                    done.put(id, drained.getOrDefault(id, now));
                }
            }
        }
        acks = Map.copyOf(acked);
        drained = Map.copyOf(done);
        overdue.removeIf(id -> registry.holds().stream().noneMatch(inForce -> inForce.hold().id().equals(id)));
    }

    /** Differs whenever an operator would want to know. */
    private String fingerprint() {
        StringBuilder text = new StringBuilder().append(acks).append(drained).append(registry.holds().size());
        for (RegisteredServer server : visible) {
            text.append(System.identityHashCode(server)).append(server.state())
                    .append(server.isHeld() ? server.inFlight().endedTotal() : 0)
                    .append(server.inFlight().startedAfterAck());
            append(text, server.figures());
        }
        return text.toString();
    }

    /** Not by the record's own {@code toString}: making that costs the JVM a tenth of a second of CPU time. */
    private static void append(StringBuilder text, RegisteredServer.Figures figures) {
        text.append(figures.stateBefore()).append(' ').append(figures.accepted()).append(' ')
                .append(figures.finishedDuringDrain()).append(' ').append(figures.cancelled()).append(' ')
                .append(figures.interrupted()).append(' ').append(figures.givenBack()).append(' ');
    }
}

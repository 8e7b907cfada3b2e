package dev.allstop.core.registry;

import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.WeakIdentity;
import dev.allstop.core.node.LocalNode.HoldInForce;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/**
 * All job servers of this JVM, by identity and weakly: an application's object, and through it its class loader, is
 * free to go whenever the application drops it.
 *
 * <h2>Why a server constructed during a hold is held</h2>
 * {@link #constructed} first puts the server into the map, then reads {@code holds}; {@link #hold} first writes
 * {@code holds}, then walks the map. Both are volatile accesses (the map's included), so at least one of the two sees
 * the other, and {@link RegisteredServer#apply} is the same idempotent function for both.
 */
public final class Registry implements Servers {

    private final Map<Object, RegisteredServer> servers = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
    private final Queue<Reference<?>> noticed = new ConcurrentLinkedQueue<>();
    private final Runnable changed;
    private final Map<String, String> brokenKinds = new ConcurrentHashMap<>();
    private volatile Predicate<Object> parts = none -> false;
    private volatile List<HoldInForce> holds;

    /** @param changed run, by any thread, when something happened that the node's thread must look at; must not block */
    public Registry(Runnable changed) {
        this(changed, List.of());
    }

    /** @param holds in force until the first call of {@link #hold} */
    public Registry(Runnable changed, List<HoldInForce> holds) {
        this.changed = changed;
        this.holds = List.copyOf(holds);
    }

    /** @param isPart whether an object belongs to a job server that is registered for it; called by any thread */
    public void leaveOut(Predicate<Object> isPart) {
        parts = isPart;
    }

    @Override
    public void constructed(String kind, Object server) {
        register(kind, server, false);
    }

    /** Registers a server that was constructed before Allstop was attached: jobs may be running that nobody saw start. */
    public void adopt(String kind, Object server) {
        register(kind, server, true);
    }

    private void register(String kind, Object server, boolean adopted) {
        // A constructor that calls another of its class gets here twice for one object.
        if (find(server) != null || parts.test(server)) {
            return;
        }
        WeakIdentity identity = new WeakIdentity(server, collected);
        RegisteredServer created = new RegisteredServer(kind, identity, adopted, changed);
        if (servers.putIfAbsent(identity, created) == null) {
            String broken = brokenKinds.get(kind);
            if (broken != null) {
                created.uncontrolled(broken);
            }
            created.apply(this::holds);
            changed.run();
        }
    }

    @Override
    public RegisteredServer find(Object server) {
        return server == null ? null : servers.get(WeakIdentity.of(server));
    }

    @Override
    public boolean isInHeldJob() {
        Thread current = Thread.currentThread();
        return servers.values().stream().filter(server -> server.gate().isClosed())
                .anyMatch(server -> server.inFlight().present().stream().anyMatch(run -> run.thread() == current));
    }

    @Override
    public void started(Object server) {
        ended(server, false);
    }

    @Override
    public void gone(Object server) {
        ended(server, true);
    }

    private void ended(Object object, boolean ended) {
        RegisteredServer server = find(object);
        if (server != null && server.isEnded() != ended) {
            server.setEnded(ended);
            changed.run();
        }
    }

    /** Puts these holds, and no others, in force; every gate is closed or open when it returns. */
    public void hold(List<HoldInForce> inForce) {
        holds = List.copyOf(inForce);
        for (RegisteredServer server : servers.values()) {
            server.apply(this::holds);
        }
        changed.run();
    }

    public List<HoldInForce> holds() {
        return holds;
    }

    /** A hook of this kind does not work: no server of it can be relied on from now on. */
    public void broken(String kind, String why) {
        if (brokenKinds.putIfAbsent(kind, why) == null) {
            servers.values().stream().filter(server -> server.kind().equals(kind))
                    .forEach(server -> server.uncontrolled(why));
            changed.run();
        }
    }

    /** Asks the node's thread to look. */
    public void signal() {
        changed.run();
    }

    public Collection<RegisteredServer> servers() {
        return servers.values();
    }

    /** Asks the node's thread to look if the application has dropped a server. Any thread; never blocks. */
    public void signalIfCollected() {
        Reference<?> reference = collected.poll();
        if (reference != null) {
            noticed.add(reference);
            changed.run();
        }
    }

    /** Drops the servers that the application has dropped; each is returned once. Never blocks. */
    public RegisteredServer takeCollected() {
        Reference<?> before = noticed.poll();
        Reference<?> reference = before != null ? before : collected.poll();
        return reference == null ? null : servers.remove(reference);
    }
}

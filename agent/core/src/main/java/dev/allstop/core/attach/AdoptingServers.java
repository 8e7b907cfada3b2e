package dev.allstop.core.attach;

import dev.allstop.core.Failures;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.Registry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The registry for hook handlers in a JVM that ran before Allstop was attached to it: a job server that was constructed
 * before is registered when {@link ThreadWalk} finds it, or the first time its library passes a hook, at the latest with
 * its next poll. What its constructor's hook would have done is done then, so that only the adapter decides which
 * objects are job servers.
 */
public final class AdoptingServers implements Servers {

    private final Map<String, List<HookHandler>> constructors = new ConcurrentHashMap<>();
    private final Registry registry;
    private final Failures failures;
    /** Set while this thread makes up for a constructor's hook. */
    private final ThreadLocal<Boolean> adopting = new ThreadLocal<>();

    public AdoptingServers(Registry registry, Failures failures) {
        this.registry = registry;
        this.failures = failures;
    }

    /** A class, sub-classes included, whose objects may be job servers. */
    public void add(HookPoint constructor) {
        constructors.computeIfAbsent(constructor.className(), none -> new CopyOnWriteArrayList<>())
                .add(constructor.handler());
    }

    /**
     * Registers an object that was constructed before the attach, if it is a job server.
     *
     * @return whether it is one
     */
    public boolean adopt(Object object) {
        Deque<HookHandler> missed = missedBy(object.getClass());
        if (missed.isEmpty() || adopting.get() != null) {
            return false;
        }
        adopting.set(true);
        try {
            for (HookHandler constructor : missed) {
                constructor.exit(null, object, null, null);
            }
        } catch (Throwable thrown) {
            failures.note("registering an object of " + object.getClass().getName(), thrown);
        } finally {
            adopting.remove();
        }
        return registry.find(object) != null;
    }

    /** The hooks of its constructors, the super-class's first. */
    private Deque<HookHandler> missedBy(Class<?> type) {
        Deque<HookHandler> missed = new ArrayDeque<>();
        for (Class<?> superType = type; superType != null; superType = superType.getSuperclass()) {
            constructors.getOrDefault(superType.getName(), List.of()).forEach(missed::addFirst);
        }
        return missed;
    }

    @Override
    public RegisteredServer find(Object server) {
        RegisteredServer known = registry.find(server);
        if (known == null && server != null && adopt(server)) {
            known = registry.find(server);
        }
        return known;
    }

    @Override
    public void constructed(String kind, Object server) {
        if (adopting.get() == null) {
            registry.constructed(kind, server);
        } else {
            registry.adopt(kind, server);
        }
    }

    @Override
    public boolean isInHeldJob() {
        return registry.isInHeldJob();
    }

    @Override
    public void started(Object server) {
        registry.started(server);
    }

    @Override
    public void gone(Object server) {
        registry.gone(server);
    }
}

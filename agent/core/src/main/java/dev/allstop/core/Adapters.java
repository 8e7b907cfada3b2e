package dev.allstop.core;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.attach.AdoptingServers;
import dev.allstop.core.attach.ServerClasses;
import dev.allstop.core.config.AdapterChoice;
import dev.allstop.core.registry.AdapterInUse;
import dev.allstop.core.registry.Registry;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The adapters in use and where they call in. */
final class Adapters {

    private final Map<String, AdapterInUse> byKind = new LinkedHashMap<>();
    private final Map<HookPoint, String> kinds = new IdentityHashMap<>();
    private final ServerClasses serverClasses = new ServerClasses();

    private final AdapterChoice choice;
    private final Registry registry;
    private final boolean attachedLate;

    /** @param attachedLate whether there may be job servers that were constructed before */
    Adapters(AdapterChoice choice, Registry registry, boolean attachedLate) {
        this.choice = choice;
        this.registry = registry;
        this.attachedLate = attachedLate;
    }

    /** Makes those in the jar. One that cannot even be made is noted and left out; the others work. */
    void load(ClassLoader loader, Failures failures) {
        ServiceLoader.load(JobServerAdapter.class, loader).stream().forEach(provider -> {
            try {
                add(provider.get());
            } catch (Throwable broken) {
                failures.note("making the adapter " + provider.type().getName(), broken);
            }
        });
    }

    /** Unless it is not to be used. */
    void add(JobServerAdapter adapter) {
        if (!choice.uses(adapter.kind(), !adapter.usedByDefault())) {
            return;
        }
        Servers servers = attachedLate ? new AdoptingServers(adapter.kind(), serverClasses, registry) : registry;
        AdapterInUse inUse = new AdapterInUse(adapter, List.copyOf(adapter.hookPoints(servers)));
        byKind.put(adapter.kind(), inUse);
        for (HookPoint point : inUse.points()) {
            kinds.put(point, adapter.kind());
            if (point.isConstructor()) {
                serverClasses.add(point.className(), adapter.kind());
            }
        }
    }

    ServerClasses serverClasses() {
        return serverClasses;
    }

    Map<String, AdapterInUse> byKind() {
        return byKind;
    }

    List<HookPoint> points() {
        return byKind.values().stream().flatMap(adapter -> adapter.points().stream()).toList();
    }

    String kindOf(HookPoint point) {
        return kinds.get(point);
    }
}

package dev.allstop.core;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.attach.AdoptingServers;
import dev.allstop.core.attach.OlderWork;
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
    private final OlderWork olderWork = new OlderWork();

    private final AdapterChoice choice;
    private final Servers servers;
    private final AdoptingServers older;

    /** @param older null where no job server can have been constructed before Allstop came */
    Adapters(AdapterChoice choice, Registry registry, AdoptingServers older) {
        this.choice = choice;
        this.servers = older == null ? registry : older;
        this.older = older;
        registry.leaveOut(this::isPart);
    }

    /** Called by the application's threads; what an adapter cannot tell does not belong to it. */
    private boolean isPart(Object object) {
        for (AdapterInUse inUse : byKind.values()) {
            try {
                if (inUse.adapter().isPart(object)) {
                    return true;
                }
            } catch (Throwable unknown) {
                continue;
            }
        }
        return false;
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
        if (adapter.chosenByPattern()) {
            adapter.choose(choice.patternsOf(adapter.kind()));
        }
        AdapterInUse inUse = new AdapterInUse(adapter, List.copyOf(adapter.hookPoints(servers)));
        byKind.put(adapter.kind(), inUse);
        for (HookPoint point : inUse.points()) {
            kinds.put(point, adapter.kind());
            olderWork.add(adapter.kind(), point);
            if (older != null && point.isConstructor()) {
                older.add(point);
            }
        }
    }

    OlderWork olderWork() {
        return olderWork;
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

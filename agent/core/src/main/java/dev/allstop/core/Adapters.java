package dev.allstop.core;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.config.AdapterChoice;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** The adapters in use and where they call in. Made when the first target class loads. */
final class Adapters {

    private final Map<String, JobServerAdapter> byKind = new LinkedHashMap<>();
    private final List<HookPoint> points = new ArrayList<>();
    private final Map<HookPoint, String> kinds = new IdentityHashMap<>();

    /** An adapter that cannot even be made is noted and left out; the others work. */
    Adapters(ClassLoader loader, AdapterChoice choice, Servers servers, Failures failures) {
        ServiceLoader.load(JobServerAdapter.class, loader).stream().forEach(provider -> {
            try {
                JobServerAdapter adapter = provider.get();
                if (choice.uses(adapter.kind(), !adapter.usedByDefault())) {
                    add(adapter, servers);
                }
            } catch (Throwable broken) {
                failures.note("making the adapter " + provider.type().getName(), broken);
            }
        });
    }

    private void add(JobServerAdapter adapter, Servers servers) {
        byKind.put(adapter.kind(), adapter);
        for (HookPoint point : adapter.hookPoints(servers)) {
            points.add(point);
            kinds.put(point, adapter.kind());
        }
    }

    Map<String, JobServerAdapter> byKind() {
        return byKind;
    }

    List<HookPoint> points() {
        return points;
    }

    String kindOf(HookPoint point) {
        return kinds.get(point);
    }
}

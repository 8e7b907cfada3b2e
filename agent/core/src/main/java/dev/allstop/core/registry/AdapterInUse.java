package dev.allstop.core.registry;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An adapter with the places where it calls in. */
public record AdapterInUse(JobServerAdapter adapter, List<HookPoint> points) {

    /** Makes sure that the hooks are in place that the adapter needs, and lets it bind the rest. */
    ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape {
        Set<String> there = new HashSet<>();
        Map<String, UnsupportedShape> missing = new LinkedHashMap<>();
        for (HookPoint point : points) {
            try {
                if (!point.isOptional()) {
                    weaving.require(serverClass, point.className(), point.method(), point.parameters());
                    there.add(point.group());
                }
            } catch (UnsupportedShape notThere) {
                if (point.isRequired()) {
                    throw notThere;
                }
                missing.putIfAbsent(point.group(), notThere);
            }
        }
        missing.keySet().removeAll(there);
        for (UnsupportedShape ofAGroup : missing.values()) {
            throw ofAGroup;
        }
        return adapter.bind(serverClass, weaving);
    }
}

package dev.allstop.demohost.proof;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Counts how often each server's heartbeat has moved on since the first look. Not thread-safe. */
final class HeartbeatCount {

    private final Map<String, Instant> last;
    private final Map<String, Integer> beats = new TreeMap<>();

    HeartbeatCount(Map<String, Instant> first) {
        last = new TreeMap<>(first);
        first.keySet().forEach(server -> beats.put(server, 0));
    }

    void look(Map<String, Instant> now) {
        now.forEach((server, heartbeat) -> {
            Instant before = last.put(server, heartbeat);
            if (before == null || heartbeat.isAfter(before)) {
                beats.merge(server, 1, Integer::sum);
            }
        });
    }

    /** The beats of the server that beat least; 0 when there is no server. */
    int fewest() {
        return beats.values().stream().min(Integer::compareTo).orElse(0);
    }

    int servers() {
        return beats.size();
    }
}

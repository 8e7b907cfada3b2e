package dev.allstop.core.management;

import dev.allstop.core.report.JobSpan;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which jobs were seen running, and from when to when, from one look at the fleet to the next; as exact as the looks are
 * frequent. Forgets what ended while nothing was held. Not for several threads.
 */
final class Timeline {

    private static final int KEPT = 5_000;

    private final Map<Key, JobSpan> running = new LinkedHashMap<>();
    private final Deque<JobSpan> ended = new ArrayDeque<>();

    private record Key(String incarnation, String kind, String server, String job, String id) {
    }

    /** @param now milliseconds of a monotonic clock */
    void saw(Report report, long now) {
        if (report.hold().isEmpty()) {
            ended.clear();
        }
        Set<Key> there = new HashSet<>();
        for (NodeReport node : report.nodes()) {
            for (ServerReport server : node.status().servers()) {
                for (RunningJob job : server.running()) {
                    Key key = new Key(node.status().incarnation(), server.kind(), server.name(), job.job(), job.id());
                    there.add(key);
                    // what another node said may be a moment old, so the earliest start is the nearest to the truth
                    running.merge(key, span(key, now - job.elapsedMs()), (one, other) -> one.from() <= other.from() ? one : other);
                }
            }
        }
        running.entrySet().removeIf(seen -> {
            boolean over = !there.contains(seen.getKey());
            if (over) {
                end(seen.getValue().endedAt(now));
            }
            return over;
        });
    }

    /** All that is kept. */
    List<JobSpan> jobs() {
        List<JobSpan> all = new ArrayList<>(ended);
        all.addAll(running.values());
        return all;
    }

    private void end(JobSpan span) {
        ended.add(span);
        if (ended.size() > KEPT) {
            ended.removeFirst();
        }
    }

    private static JobSpan span(Key key, long from) {
        return new JobSpan(key.incarnation, key.kind, key.server, key.job, key.id, from, -1);
    }
}

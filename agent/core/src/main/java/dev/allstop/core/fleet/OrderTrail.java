package dev.allstop.core.fleet;

import dev.allstop.core.fleet.wire.PrintableText;
import dev.allstop.core.report.TrailEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last orders, who gave them and what came of them; each is a line of the audit log too. Thread-safe. */
final class OrderTrail {

    private static final Logger LOG = LoggerFactory.getLogger(OrderTrail.class);
    private static final int LENGTH = 100;

    private final Deque<TrailEntry> entries = new ArrayDeque<>();
    private final List<FleetListener> listeners = new CopyOnWriteArrayList<>();
    private final Logger audit;

    OrderTrail() {
        this(LoggerFactory.getLogger("dev.allstop.audit"));
    }

    OrderTrail(Logger audit) {
        this.audit = audit;
    }

    void listen(FleetListener listener) {
        listeners.add(listener);
    }

    List<TrailEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    void record(TrailEntry entry) {
        synchronized (entries) {
            // an outcome takes the place of the order it belongs to
            entries.removeIf(before -> before.outcome().isEmpty() && before.withOutcome(entry.outcome()).equals(entry));
            entries.addLast(entry);
            if (entries.size() > LENGTH) {
                entries.removeFirst();
            }
        }
        audit.info("{} hold={} by=\"{}\" from={} select=\"{}\" reason=\"{}\"{}", entry.what(), entry.holdId(),
                PrintableText.of(entry.by()), entry.from(), entry.select(), PrintableText.of(entry.reason()),
                entry.outcome().isEmpty() ? "" : " outcome=\"" + entry.outcome() + "\"");
        for (FleetListener listener : listeners) {
            try {
                listener.recorded(entry);
            } catch (RuntimeException broken) {
                LOG.warn("A listener failed", broken);
            }
        }
    }
}

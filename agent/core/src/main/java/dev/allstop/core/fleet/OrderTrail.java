package dev.allstop.core.fleet;

import dev.allstop.core.fleet.wire.PrintableText;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.Release;
import dev.allstop.core.report.TrailEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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

    /** An order given on this node. @param outcome empty as long as there is none */
    void ordered(String what, Hold hold, String by, String outcome) {
        record(new TrailEntry(what, hold.id(), by, hold.from(), hold.reason(), hold.select().toString(), hold.issuedAt(),
                outcome));
    }

    /** News of a hold from elsewhere; recorded once, however often it is said. */
    void heardOf(HoldEntry entry) {
        Optional<TrailEntry> last = lastOf(entry);
        if (last.isEmpty() && entry.release().isEmpty()) {
            ordered("hold", entry.hold(), entry.hold().by(), "");
        } else if (entry.release().isEmpty() && last.get().ended(entry.id())) {
            ordered("hold", entry.hold(), entry.hold().by(), "in force again: the node on which it ended had been cut off "
                    + "from news of it");
        }
        entry.release().ifPresent(release -> heardOf(entry, release));
    }

    /** Once, however often it is said, and not if it was ordered here. */
    void heardOf(HoldEntry entry, Release release) {
        if (lastOf(entry).filter(before -> before.ended(entry.id())).isEmpty()) {
            record(new TrailEntry("release", entry.id(), release.by(), release.from(), release.why(),
                    entry.hold().select().toString(), release.at(), ""));
        }
    }

    private Optional<TrailEntry> lastOf(HoldEntry entry) {
        return entries().stream().filter(before -> before.concerns(entry.id())).reduce((earlier, later) -> later);
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

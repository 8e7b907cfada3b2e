package dev.allstop.adapters.springkafka;

import dev.allstop.core.adapter.WeakIdentityMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Consumers whose listener has done something that is not committed yet. Each is marked and cleared by its own thread;
 * the numbers are read by Allstop's, which may not look into a consumer.
 */
final class Uncommitted {

    private final WeakIdentityMap<AtomicInteger> consumersOfServers = new WeakIdentityMap<>();
    /** By consumer, the number it is counted in. */
    private final WeakIdentityMap<AtomicInteger> marked = new WeakIdentityMap<>();

    void mark(Object server, Object consumer) {
        if (marked.get(consumer) == null) {
            AtomicInteger number = numberOf(server);
            number.incrementAndGet();
            marked.put(consumer, number);
        }
    }

    private AtomicInteger numberOf(Object server) {
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger known = consumersOfServers.putIfAbsent(server, fresh);
        return known == null ? fresh : known;
    }

    void cleared(Object consumer) {
        AtomicInteger number = marked.remove(consumer);
        if (number != null) {
            number.decrementAndGet();
        }
    }

    int consumersOf(Object server) {
        AtomicInteger number = consumersOfServers.get(server);
        return number == null ? 0 : number.get();
    }
}

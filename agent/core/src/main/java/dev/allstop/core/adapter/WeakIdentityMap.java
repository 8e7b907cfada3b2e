package dev.allstop.core.adapter;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * What is known of an application's objects: by identity, so that none of their code runs, and weakly, so that none is
 * kept. Safe for use by many threads; reading takes no lock.
 *
 * @param <V> must not refer to the key
 */
public final class WeakIdentityMap<V> {

    private final ConcurrentMap<Object, V> values = new ConcurrentHashMap<>();
    private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

    /** Null when nothing is known. */
    public V get(Object object) {
        return object == null ? null : values.get(WeakIdentity.of(object));
    }

    public void put(Object object, V value) {
        dropCollected();
        values.put(new WeakIdentity(object, collected), value);
    }

    /** @return what was known before, null if nothing was */
    public V putIfAbsent(Object object, V value) {
        dropCollected();
        return values.putIfAbsent(new WeakIdentity(object, collected), value);
    }

    /** @return what was known, null if nothing was */
    public V remove(Object object) {
        return object == null ? null : values.remove(WeakIdentity.of(object));
    }

    private void dropCollected() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            values.remove(gone);
        }
    }
}

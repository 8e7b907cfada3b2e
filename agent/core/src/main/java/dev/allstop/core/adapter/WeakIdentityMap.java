package dev.allstop.core.adapter;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
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

    /** Equal to any key of the same object; equal only to itself once the object is gone. */
    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object object, ReferenceQueue<Object> queue) {
            super(object, queue);
            hash = System.identityHashCode(object);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            if (this == other) {
                return true;
            }
            Object object = get();
            return object != null && (other instanceof Key key && key.refersTo(object)
                    || other instanceof LookUp lookUp && lookUp.object == object);
        }
    }

    private static final class LookUp {

        private final Object object;

        LookUp(Object object) {
            this.object = object;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(object);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.refersTo(object);
        }
    }

    /** Null when nothing is known. */
    public V get(Object object) {
        return object == null ? null : values.get(new LookUp(object));
    }

    public void put(Object object, V value) {
        dropCollected();
        values.put(new Key(object, collected), value);
    }

    /** @return what was known before, null if nothing was */
    public V putIfAbsent(Object object, V value) {
        dropCollected();
        return values.putIfAbsent(new Key(object, collected), value);
    }

    /** @return what was known, null if nothing was */
    public V remove(Object object) {
        return object == null ? null : values.remove(new LookUp(object));
    }

    private void dropCollected() {
        for (Reference<?> gone = collected.poll(); gone != null; gone = collected.poll()) {
            values.remove(gone);
        }
    }
}

package dev.allstop.core.adapter;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

/**
 * An application's object as a key that does not keep it: equal to any key of the same object, and equal only to itself
 * once the object is gone. None of the object's own code is run.
 */
public final class WeakIdentity extends WeakReference<Object> {

    private final int hash;

    /** @param queue where this key comes to when the object is gone */
    public WeakIdentity(Object object, ReferenceQueue<Object> queue) {
        super(object, queue);
        hash = System.identityHashCode(object);
    }

    /** To look up by: equal to the keys of the object, of no further use. */
    public static Object of(Object object) {
        return new LookUp(object);
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
        return object != null && (other instanceof WeakIdentity key && key.refersTo(object)
                || other instanceof LookUp lookUp && lookUp.object == object);
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
            return other instanceof WeakIdentity key && key.refersTo(object);
        }
    }
}

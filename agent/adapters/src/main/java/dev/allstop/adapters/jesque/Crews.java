package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.ref.WeakReference;

/** Who belongs together: workers know nothing of the pool that they are in. */
final class Crews {

    private final WeakIdentityMap<WeakReference<Object>> poolsByWorker = new WeakIdentityMap<>();
    /** Workers of which every job that they took since is known; all but those that are older than a late attach. */
    private final WeakIdentityMap<Boolean> watched = new WeakIdentityMap<>();

    void hired(Object pool, Iterable<?> workers) {
        for (Object worker : workers) {
            poolsByWorker.put(worker, new WeakReference<>(pool));
        }
    }

    /** The pool of a worker, or the worker itself. */
    Object serverOf(Object worker) {
        WeakReference<Object> pool = poolsByWorker.get(worker);
        Object known = pool == null ? null : pool.get();
        return known == null ? worker : known;
    }

    void watch(Object worker) {
        if (watched.get(worker) == null) {
            watched.put(worker, true);
        }
    }

    boolean watches(Object worker) {
        return watched.get(worker) != null;
    }
}

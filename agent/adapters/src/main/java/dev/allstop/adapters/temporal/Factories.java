package dev.allstop.adapters.temporal;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.ref.WeakReference;

/**
 * To which factory pollers and workers belong: by the supplier of slots that those of one kind and worker have in common, and
 * by what counts their polls.
 */
final class Factories {

    private final WeakIdentityMap<WeakReference<Object>> byPart = new WeakIdentityMap<>();

    /** At the end of a {@code WorkerFactory}'s constructor; one that is older than a late attach has its workers already. */
    HookHandler constructed(String kind, Servers servers) {
        return new HookHandler() {
            @Override
            public void exit(Object token, Object factory, Object returned, Throwable thrown) throws Throwable {
                TemporalLibrary library = TemporalLibrary.BOUND.of(factory);
                for (Object worker : library.workersOf(factory)) {
                    note(library, factory, worker);
                }
                servers.constructed(kind, factory);
            }
        };
    }

    private void note(TemporalLibrary library, Object factory, Object worker) throws Throwable {
        for (Object part : library.partsOf(worker)) {
            byPart.put(part, new WeakReference<>(factory));
        }
    }

    /** Around {@code WorkerFactory.newWorker(taskQueue, options)}, which answers twice with the same worker for one queue. */
    HookHandler newWorker() {
        return new HookHandler() {
            @Override
            public Object enter(Object factory, Object[] arguments) {
                return factory;
            }

            @Override
            public void exit(Object token, Object factory, Object returned, Throwable thrown) throws Throwable {
                if (returned != null) {
                    note(TemporalLibrary.BOUND.of(factory), factory, returned);
                }
            }
        };
    }

    HookHandler scalingPollerConstructed() {
        return new HookHandler() {
            @Override
            public void exit(Object token, Object poller, Object returned, Throwable thrown) throws Throwable {
                throw new UnsupportedShape("a worker scales its pollers, on threads that must not wait at a gate: use "
                        + "PollerBehaviorSimpleMaximum");
            }
        };
    }

    /** Null when it is not known. */
    Object of(Object part) {
        WeakReference<Object> factory = byPart.get(part);
        return factory == null ? null : factory.get();
    }
}

package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;
import java.util.Collection;

/**
 * At the end of a {@code WorkerPool}'s constructor, which has made its workers and their threads. After a late attach its
 * workers may be job servers already, and remain so.
 */
record PoolConstructed(String kind, Servers servers, Crews crews) implements HookHandler {

    @Override
    public void exit(Object token, Object pool, Object returned, Throwable thrown) throws Throwable {
        Collection<?> workers = JesqueLibrary.BOUND.of(pool).workersOf(pool);
        for (Object worker : workers) {
            if (servers.find(worker) != null) {
                return;
            }
        }
        crews.hired(pool, workers);
        servers.constructed(kind, pool);
    }
}

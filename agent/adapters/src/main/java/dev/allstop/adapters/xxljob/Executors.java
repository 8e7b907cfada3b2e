package dev.allstop.adapters.xxljob;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.ref.WeakReference;

/** The executor that stands for what the library keeps in static fields. */
final class Executors {

    /** By the library's class of executors. */
    private final WeakIdentityMap<WeakReference<Object>> newest = new WeakIdentityMap<>();

    /** At the end of an {@code XxlJobExecutor}'s constructor; one that is older than a late attach has its queues already. */
    HookHandler constructed(String kind, Servers servers) {
        return new HookHandler() {
            @Override
            public void exit(Object token, Object executor, Object returned, Throwable thrown) throws Throwable {
                newest.put(XxlJobLibrary.BOUND.of(executor).executor(), new WeakReference<>(executor));
                servers.constructed(kind, executor);
                JobServer server = servers.find(executor);
                if (server != null) {
                    XxlJobLibrary.BOUND.of(executor).queued((thread, trigger, logId) ->
                            server.inFlight().commit(new Trigger(new ByIdentity(thread), logId), trigger));
                }
            }
        };
    }

    /**
     * Null when there is none.
     *
     * @param member any class of the library
     */
    Object of(Class<?> member) throws UnsupportedShape {
        WeakReference<Object> executor = newest.get(XxlJobLibrary.BOUND.of(member).executor());
        return executor == null ? null : executor.get();
    }
}

package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;
import java.util.ArrayList;
import java.util.List;

/**
 * Around the methods that shut a pool down.
 *
 * @param now {@code shutdownNow}, which returns what was not begun; taken from those who wait with it before they see that
 *            the pool is shut down, and drop it
 */
record ShutdownCall(Pools pools, Servers servers, boolean now) implements HookHandler {

    @Override
    public Object enter(Object pool, Object[] arguments) {
        if (pools.chosen(pool) == null) {
            return null;
        }
        return now ? pools.of(pool).takeAll() : new ArrayList<>();
    }

    @Override
    @SuppressWarnings("unchecked")
    public void exit(Object token, Object pool, Object returned, Throwable thrown) {
        servers.gone(pool);
        List<Runnable> notBegun = (List<Runnable>) token;
        notBegun.addAll(pools.of(pool).takeAll());
        if (now && returned != null) {
            ((List<Runnable>) returned).addAll(notBegun);
        } else {
            notBegun.forEach(Tasks::drop);
        }
    }
}

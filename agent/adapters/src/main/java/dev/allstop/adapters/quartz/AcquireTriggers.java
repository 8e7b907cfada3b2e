package dev.allstop.adapters.quartz;

import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.Servers;
import java.util.List;

/** Around {@code JobStore.acquireNextTriggers}: at a closed gate there is nothing to acquire. */
final class AcquireTriggers implements HookHandler {

    private final SchedulerThread thread;
    private final Fetch fetch;

    AcquireTriggers(Servers servers, SchedulerThread thread) {
        this.thread = thread;
        this.fetch = new Fetch(servers, thread, List.of());
    }

    @Override
    public Object enter(Object store, Object[] arguments) throws Throwable {
        thread.cameRound();
        return fetch.enter(store, arguments);
    }

    @Override
    public void exit(Object token, Object store, Object returned, Throwable thrown) throws Throwable {
        fetch.exit(token, store, returned, thrown);
    }
}

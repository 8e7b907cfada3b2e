package dev.allstop.adapters.elasticjob;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Passage;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.ref.WeakReference;
import java.util.List;

/**
 * What a job's scheduler thread does from one firing to the next. It passes the gate before it looks for its sharding items,
 * and has left it when the items are committed; so an acknowledgement waits for that.
 */
final class Executions {

    private final Servers servers;
    private final MissedFirings missed;
    private final WeakIdentityMap<WeakReference<Object>> executorsByFacade = new WeakIdentityMap<>();
    /** Set while the scheduler's thread is inside {@code ElasticJobExecutor.execute()}. */
    private final ThreadLocal<Passage> current = new ThreadLocal<>();

    Executions(Servers servers, MissedFirings missed) {
        this.servers = servers;
        this.missed = missed;
    }

    private record HandedOver(JobServer server, List<Item> items) {
    }

    /** At the end of an executor's constructor. */
    HookHandler constructed(String kind) {
        return new HookHandler() {
            @Override
            public void exit(Object token, Object executor, Object returned, Throwable thrown) throws Throwable {
                executorsByFacade.put(ElasticJobLibrary.BOUND.of(executor).facade().invoke(executor),
                        new WeakReference<>(executor));
                servers.constructed(kind, executor);
            }
        };
    }

    /** Around {@code execute()}: left out and remembered while the gate is closed. */
    HookHandler execution() {
        return new HookHandler() {
            @Override
            public Object enter(Object executor, Object[] arguments) throws Throwable {
                JobServer server = servers.find(executor);
                if (server == null) {
                    return null;
                }
                Passage passage = new Passage(server);
                if (!passage.enter()) {
                    if (ElasticJobLibrary.BOUND.of(executor).makesUpForMisfires(executor)) {
                        missed.note(executor);
                    }
                    return HookHandler.skip(null);
                }
                current.set(passage);
                return passage;
            }

            @Override
            public void exit(Object passage, Object executor, Object returned, Throwable thrown) {
                current.remove();
                ((Passage) passage).leave();
            }
        };
    }

    /** Around {@code LiteJobFacade.isExecuteMisfired(items)}, after which the same execution starts them once more. */
    HookHandler misfired() {
        return new HookHandler() {
            @Override
            public Object enter(Object facade, Object[] arguments) {
                Passage passage = current.get();
                if (passage == null) {
                    return isHeld(facade) ? HookHandler.skip(false) : null;
                }
                if (passage.isInside()) {
                    return null;
                }
                // What misfired stays noted in ZooKeeper, for the next execution.
                return passage.enter() ? passage : HookHandler.skip(false);
            }

            @Override
            public void exit(Object passage, Object facade, Object returned, Throwable thrown) {
                if (!Boolean.TRUE.equals(returned)) {
                    ((Passage) passage).leave();
                }
            }
        };
    }

    /** For an execution that was under way when Allstop was attached. */
    private boolean isHeld(Object facade) {
        WeakReference<Object> executor = executorsByFacade.get(facade);
        JobServer server = executor == null ? null : servers.find(executor.get());
        return server != null && server.gate().isClosed();
    }

    /** Around {@code process(config, contexts, source)}, which runs all items and returns when they have ended. */
    HookHandler handOver() {
        return new HookHandler() {
            @Override
            public Object enter(Object executor, Object[] arguments) throws Throwable {
                JobServer server = servers.find(executor);
                if (server == null) {
                    return null;
                }
                List<Item> items = itemsOf(executor, arguments[1]);
                items.forEach(item -> server.inFlight().commit(item, executor));
                Passage passage = current.get();
                if (passage != null) {
                    passage.leave();
                }
                return new HandedOver(server, items);
            }

            @Override
            public void exit(Object token, Object executor, Object returned, Throwable thrown) {
                HandedOver handedOver = (HandedOver) token;
                // Interrupted, it has not waited for them. Otherwise what has not started was not taken by the pool.
                if (!Thread.currentThread().isInterrupted()) {
                    handedOver.items().forEach(handedOver.server().inFlight()::dropCommitted);
                }
            }
        };
    }

    private static List<Item> itemsOf(Object executor, Object contexts) throws Throwable {
        ByIdentity key = new ByIdentity(contexts);
        return ElasticJobLibrary.BOUND.of(executor).parametersOf(contexts).keySet().stream()
                .map(item -> new Item(key, (int) item)).toList();
    }
}

package dev.allstop.adapters.elasticjob;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.ref.WeakReference;

/** The {@code JobScheduler} that ends a job properly, by the job's executor, which does not know it. */
final class JobSchedulers {

    private final WeakIdentityMap<WeakReference<Object>> byExecutor = new WeakIdentityMap<>();

    HookHandler constructed() {
        return new HookHandler() {
            @Override
            public void exit(Object token, Object scheduler, Object returned, Throwable thrown) throws Throwable {
                byExecutor.put(ElasticJobLibrary.BOUND.of(scheduler).executorOfScheduler().invoke(scheduler),
                        new WeakReference<>(scheduler));
            }
        };
    }

    /** Null when it is not known. */
    Object of(Object executor) {
        WeakReference<Object> scheduler = byExecutor.get(executor);
        return scheduler == null ? null : scheduler.get();
    }
}

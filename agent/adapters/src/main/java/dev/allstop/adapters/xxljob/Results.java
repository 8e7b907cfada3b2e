package dev.allstop.adapters.xxljob;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;

/** Results of jobs that have ended and the admin does not have yet. */
final class Results {

    private static final String DELIVERING = "xxl-job, executor TriggerCallbackThread";

    private final WeakIdentityMap<AtomicInteger> byExecutor = new WeakIdentityMap<>();
    private final Executors executors;

    Results(Executors executors) {
        this.executors = executors;
    }

    /** Unless there is no admin, and they stay where they are. */
    void handedOver(Object executor) throws Throwable {
        if (XxlJobLibrary.BOUND.of(executor).admins().invoke() != null) {
            numberOf(executor).incrementAndGet();
        }
    }

    int pendingOf(Object executor) {
        return numberOf(executor).get();
    }

    private AtomicInteger numberOf(Object executor) {
        AtomicInteger fresh = new AtomicInteger();
        AtomicInteger known = byExecutor.putIfAbsent(executor, fresh);
        return known == null ? fresh : known;
    }

    /**
     * Around {@code TriggerCallbackThread.doCallback(results)}, which sends them or writes them to a file. Another thread calls
     * it for those of such a file.
     */
    HookHandler delivered() {
        return new HookHandler() {
            @Override
            public Object enter(Object callbackThread, Object[] arguments) throws Throwable {
                return Thread.currentThread().getName().equals(DELIVERING) && executors.of(callbackThread.getClass()) != null
                        ? arguments[0] : null;
            }

            @Override
            public void exit(Object results, Object callbackThread, Object returned, Throwable thrown) throws Throwable {
                Object executor = executors.of(callbackThread.getClass());
                if (executor != null) {
                    int sent = ((Collection<?>) results).size();
                    numberOf(executor).updateAndGet(pending -> Math.max(0, pending - sent));
                }
            }
        };
    }
}

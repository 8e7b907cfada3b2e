package dev.allstop.it.executor;

import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.Subject;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A {@code ScheduledThreadPoolExecutor}. */
public final class ScheduledPool implements Subject {

    @Override
    public Server construct(String name, int workers) {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(workers, NamedThreads.of("it-" + name));
        return new PoolServer(pool) {
            @Override
            public void enqueue(String id, long millis) {
                whenStarted(() -> pool.schedule(new LedgerTask(id, millis), 0, TimeUnit.MILLISECONDS));
            }

            @Override
            public void repeat(String id, long periodMillis) {
                whenStarted(() -> pool.scheduleAtFixedRate(new LedgerTask(id, 0), 0, periodMillis, TimeUnit.MILLISECONDS));
            }
        };
    }
}

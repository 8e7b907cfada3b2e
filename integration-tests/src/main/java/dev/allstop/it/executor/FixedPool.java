package dev.allstop.it.executor;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.Subject;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code Executors.newFixedThreadPool}; every second job is executed, every other one submitted for its future. */
public final class FixedPool implements Subject {

    private final Timer timer = new Timer("recurring", true);

    @Override
    public Server construct(String name, int workers) {
        ExecutorService pool = Executors.newFixedThreadPool(workers, NamedThreads.of("it-" + name));
        return new PoolServer(pool) {

            private boolean submits;

            @Override
            public synchronized void enqueue(String id, long millis) {
                submits = !submits;
                boolean submit = submits;
                whenStarted(() -> {
                    if (submit) {
                        pool.submit(new LedgerTask(id, millis));
                    } else {
                        pool.execute(new LedgerTask(id, millis));
                    }
                });
            }

            /** The next one a period after the one before. */
            @Override
            public void repeat(String id, long periodMillis) {
                whenStarted(() -> pool.execute(() -> {
                    Ledger.run(id, 0);
                    timer.schedule(new TimerTask() {
                        @Override
                        public void run() {
                            repeat(id, periodMillis);
                        }
                    }, periodMillis);
                }));
            }
        };
    }
}

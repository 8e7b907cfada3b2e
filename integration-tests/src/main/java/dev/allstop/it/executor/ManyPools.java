package dev.allstop.it.executor;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pools of many sorts in one JVM, each by its name. What is enqueued is submitted to one of them; {@code pause} and
 * {@code shutdown} are its {@code shutdownNow()} and {@code shutdown()}, after which the ledger says what became of the
 * futures, and what {@code shutdownNow()} returned.
 */
public final class ManyPools implements Subject {

    @Override
    public Server construct(String name, int workers) throws Exception {
        ExecutorService pool = switch (name.replaceFirst("-.*", "")) {
            case "cached" -> Executors.newCachedThreadPool(NamedThreads.of(name));
            case "scheduled" -> new ScheduledThreadPoolExecutor(workers, NamedThreads.of(name));
            // By its name alone: JDK 17 has none.
            case "virtual" -> (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
            default -> Executors.newFixedThreadPool(workers, NamedThreads.of(name));
        };
        return new Server() {

            private final List<Future<?>> futures = new ArrayList<>();

            @Override
            public void start() {
                // It has no beginning.
            }

            @Override
            public void pause() {
                pool.shutdownNow().forEach(notBegun -> Ledger.run("returned", 0));
                futures.stream().filter(Future::isCancelled).forEach(cancelled -> Ledger.run("cancelled", 0));
            }

            @Override
            public void unpause() throws InterruptedException {
                if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
                    Ledger.run("terminated", 0);
                }
            }

            @Override
            public void shutdown() {
                pool.shutdown();
            }

            /** Submitted for their futures are those whose name says so. */
            @Override
            public void enqueue(String id, long millis) {
                LedgerTask task = new LedgerTask(id, millis);
                if (id.startsWith("future")) {
                    futures.add(pool.submit(task));
                } else if (id.startsWith("call")) {
                    futures.add(pool.submit((Callable<Object>) () -> {
                        task.run();
                        return id;
                    }));
                } else if (id.startsWith("stage")) {
                    CompletableFuture.runAsync(task, pool);
                } else {
                    pool.execute(task);
                }
            }

            @Override
            public void repeat(String id, long periodMillis) {
                ((ScheduledThreadPoolExecutor) pool).scheduleAtFixedRate(new LedgerTask(id, 0), 0, periodMillis,
                        TimeUnit.MILLISECONDS);
            }
        };
    }
}

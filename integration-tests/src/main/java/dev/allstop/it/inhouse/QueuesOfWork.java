package dev.allstop.it.inhouse;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;

/** {@link QueueWorkers} under test. */
public final class QueuesOfWork implements Subject {

    @Override
    public Server construct(String name, int workers) {
        QueueWorkers queue = new QueueWorkers(name, workers);
        return new Server() {
            @Override
            public void start() {
                queue.start();
            }

            @Override
            public void pause() {
                // Like many in-house classes it cannot.
            }

            @Override
            public void unpause() {
                // Nor this.
            }

            @Override
            public void shutdown() throws InterruptedException {
                queue.end();
            }

            @Override
            public void enqueue(String id, long millis) {
                queue.send(id, () -> Ledger.run(id, millis));
            }

            @Override
            public void repeat(String id, long periodMillis) {
                queue.sendEvery(periodMillis, id, () -> Ledger.run(id, 0));
            }
        };
    }
}

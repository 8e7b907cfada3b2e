package dev.allstop.it.inhouse;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;

/** {@link TaskRunner} under test. */
public final class TaskRunners implements Subject {

    @Override
    public Server construct(String name, int workers) {
        TaskRunner runner = new TaskRunner(name, workers);
        return new Server() {
            @Override
            public void start() {
                runner.start();
            }

            @Override
            public void pause() {
                runner.setPaused(true);
            }

            @Override
            public void unpause() {
                runner.setPaused(false);
            }

            @Override
            public void shutdown() throws InterruptedException {
                runner.shutdown(30);
            }

            @Override
            public void enqueue(String id, long millis) {
                runner.add(id, () -> Ledger.run(id, millis));
            }

            @Override
            public void repeat(String id, long periodMillis) {
                runner.addEvery(periodMillis, id, () -> Ledger.run(id, 0));
            }
        };
    }
}

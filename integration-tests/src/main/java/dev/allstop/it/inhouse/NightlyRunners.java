package dev.allstop.it.inhouse;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;

/** {@link NightlyRunner} under test. */
public final class NightlyRunners implements Subject {

    @Override
    public Server construct(String name, int workers) {
        NightlyRunner runner = new NightlyRunner(name, workers);
        return new Server() {
            @Override
            public void start() {
                runner.start();
            }

            @Override
            public void pause() {
                runner.suspend();
            }

            @Override
            public void unpause() {
                runner.proceed();
            }

            @Override
            public void shutdown() throws InterruptedException {
                runner.halt(false);
            }

            @Override
            public void enqueue(String id, long millis) {
                runner.once(id, () -> Ledger.run(id, millis));
            }

            @Override
            public void repeat(String id, long periodMillis) {
                runner.every(periodMillis, id, () -> Ledger.run(id, 0));
            }
        };
    }
}

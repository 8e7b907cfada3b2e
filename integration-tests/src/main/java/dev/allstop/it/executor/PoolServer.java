package dev.allstop.it.executor;

import dev.allstop.it.subject.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** A pool of the JDK; what is submitted before it is started waits for that. */
abstract class PoolServer implements Subject.Server {

    private final ExecutorService pool;
    private final List<Runnable> beforeStart = new ArrayList<>();
    private boolean started;

    PoolServer(ExecutorService pool) {
        this.pool = pool;
    }

    @Override
    public final synchronized void start() {
        started = true;
        beforeStart.forEach(Runnable::run);
    }

    final synchronized void whenStarted(Runnable call) {
        if (started) {
            call.run();
        } else {
            beforeStart.add(call);
        }
    }

    @Override
    public final void pause() {
        // It cannot.
    }

    @Override
    public final void unpause() {
        // Nor this.
    }

    @Override
    public final void shutdown() {
        pool.shutdown();
    }
}

package dev.allstop.it.executor;

import dev.allstop.it.subject.LateStart;
import java.util.concurrent.ExecutorService;

/** A pool of the JDK. */
abstract class PoolServer extends LateStart {

    private final ExecutorService pool;

    PoolServer(ExecutorService pool) {
        this.pool = pool;
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

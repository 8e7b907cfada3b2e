package dev.allstop.adapters.camunda;

import dev.allstop.core.adapter.ByIdentity;

/** A job that was locked, as long as it waits and runs. */
final class AcquiredJob {

    private final Object engine;
    private final Key key;
    private volatile Object collector;

    /** Once unlocked, a job may be locked again, in another batch, while the first still waits in the pool. */
    record Key(ByIdentity batch, String id) {

        Key(Object batch, String id) {
            this(new ByIdentity(batch), id);
        }
    }

    /** @param engine the {@code ProcessEngineImpl} that it belongs to */
    AcquiredJob(Object engine, Object batch, String id) {
        this.engine = engine;
        this.key = new Key(batch, id);
    }

    Object engine() {
        return engine;
    }

    Key key() {
        return key;
    }

    String id() {
        return key.id();
    }

    /** It begins. */
    void collectedBy(Object failureCollector) {
        collector = failureCollector;
    }

    /** The {@code JobFailureCollector}, which knows the job's row once it has been read; null until the job begins. */
    Object collector() {
        return collector;
    }
}

package dev.allstop.it.camunda;

import java.util.UUID;
import org.camunda.bpm.engine.impl.cfg.IdGenerator;

/** Ids that begin with what is being enqueued, so that a job can be known by them. */
final class JobIds implements IdGenerator {

    private static final ThreadLocal<String> BEGINNING = ThreadLocal.withInitial(() -> "");

    static void whileEnqueueing(String id, Runnable enqueueing) {
        BEGINNING.set(id + ".");
        try {
            enqueueing.run();
        } finally {
            BEGINNING.remove();
        }
    }

    @Override
    public String getNextId() {
        return BEGINNING.get() + UUID.randomUUID();
    }
}

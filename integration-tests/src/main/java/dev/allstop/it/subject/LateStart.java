package dev.allstop.it.subject;

import java.util.ArrayList;
import java.util.List;

/** A server that takes jobs from the moment it is made: what is enqueued before it is started waits here for that. */
public abstract class LateStart implements Subject.Server {

    private final List<Runnable> beforeStart = new ArrayList<>();
    private boolean started;

    @Override
    public final synchronized void start() {
        begin();
        started = true;
        beforeStart.forEach(Runnable::run);
    }

    /** What there is to do at the start beside that. */
    protected void begin() {
    }

    protected final synchronized void whenStarted(Runnable call) {
        if (started) {
            call.run();
        } else {
            beforeStart.add(call);
        }
    }
}

package dev.allstop.core.adapter;

import java.util.function.BooleanSupplier;

/**
 * The way of one thread through the gate of a job server, where it commits to jobs in the midst of a longer call, or more than
 * once in it, so that {@link Fetch} around one method would not do: inside from when it may pass until what it took is in
 * flight, outside for the rest, and inside again for the next. For that one thread only.
 */
public final class Passage {

    private final JobServer server;
    private boolean inside;

    /** Outside. */
    public Passage(JobServer server) {
        this.server = server;
    }

    public JobServer server() {
        return server;
    }

    /** @return whether it is inside, from now on or already; then it must {@link #leave} in the end, whatever happens */
    public boolean enter() {
        inside = inside || server.gate().enter();
        return inside;
    }

    /** Likewise, and waits for that; see {@link dev.allstop.core.gate.Gate#enterWhenOpen}. */
    public boolean enterWhenOpen(BooleanSupplier abandoned) {
        inside = inside || server.gate().enterWhenOpen(abandoned);
        return inside;
    }

    public boolean isInside() {
        return inside;
    }

    /** What was taken is in flight, or there was nothing. Does nothing outside. */
    public void leave() {
        if (inside) {
            inside = false;
            server.gate().leave();
        }
    }
}

package dev.allstop.core.node;

import dev.allstop.core.AgentThread;
import dev.allstop.core.Failures;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that calls the application on the node's behalf. Started with the first job server, never in premain.
 */
public final class NodeThread {

    /** Work inside a library is not signalled, so a drain looks for its end this often. */
    private static final long DRAINING_MS = 20;
    /** Otherwise it only looks for servers that the application has dropped. */
    private static final long IDLE_MS = 2_000;

    private final Semaphore signals = new Semaphore(0);

    /** Asks for a {@linkplain Node#step step}; any thread, never blocks. */
    public void signal() {
        // One permit is as good as many; a lost race here only makes one step more.
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** @param prepare run first, on the new thread: brings up the node and all it needs, and may take its time */
    public void start(Supplier<Node> prepare, Failures failures) {
        new AgentThread(() -> {
            Logger log = LoggerFactory.getLogger(NodeThread.class);
            Node node;
            try {
                node = prepare.get();
            } catch (Throwable thrown) {
                log.error("Allstop could not be brought up in this JVM; the application goes on without it", thrown);
                return;
            }
            while (true) {
                boolean underWay = true;
                try {
                    underWay = node.step();
                } catch (Throwable thrown) {
                    failures.note("reconciling job servers with holds", thrown);
                }
                for (Failures.Note note = failures.next(); note != null; note = failures.next()) {
                    log.error("{} failed; the application goes on, job servers concerned count as UNCONTROLLED",
                            note.what(), note.cause());
                }
                await(underWay ? DRAINING_MS : IDLE_MS);
            }
        }, "node").start();
    }

    private void await(long milliseconds) {
        try {
            if (signals.tryAcquire(milliseconds, TimeUnit.MILLISECONDS)) {
                signals.drainPermits();
            }
        } catch (InterruptedException nobodyInterruptsUs) {
            Thread.interrupted();
        }
    }
}

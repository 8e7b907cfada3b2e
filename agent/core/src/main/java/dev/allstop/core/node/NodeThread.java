package dev.allstop.core.node;

import dev.allstop.core.AgentThread;
import dev.allstop.core.Failures;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread at a time that calls the application on the node's behalf. Started with the first job server, never in
 * premain; ends when nothing has happened for a while and comes back with the next signal.
 *
 * <h2>Why no signal is lost when the thread ends</h2>
 * {@link #signal} first leaves a permit, then looks whether the thread runs; the thread that ends first says that it does
 * not run, then looks for a permit. All of that are volatile accesses, so at least one of the two sees the other. The
 * node passes from one thread to the next by the same variable.
 */
public final class NodeThread {

    /** Work inside a library is not signalled, so a drain looks for its end this often. */
    private static final long DRAINING_MS = 20;
    private static final long REST_MS = 2_000;

    private final Supplier<BooleanSupplier> prepare;
    private final Failures failures;
    private final long restMs;
    private final Semaphore signals = new Semaphore(0);
    private final AtomicBoolean running = new AtomicBoolean();
    private BooleanSupplier step;

    /** @param prepare run at the first signal, on the new thread: brings up the node and all it needs, and may take its time */
    public NodeThread(Supplier<Node> prepare, Failures failures) {
        this(() -> prepare.get()::step, failures, REST_MS);
    }

    /** @param restMs how long the thread waits for a signal before it ends */
    NodeThread(Supplier<BooleanSupplier> prepare, Failures failures, long restMs) {
        this.prepare = prepare;
        this.failures = failures;
        this.restMs = restMs;
    }

    /** Asks for a {@linkplain Node#step step}; any thread, never blocks. */
    public void signal() {
        // One permit is as good as many; a lost race here only makes one step more.
        if (signals.availablePermits() == 0) {
            signals.release();
        }
        if (!running.get() && running.compareAndSet(false, true)) {
            start();
        }
    }

    /**
     * A new thread keeps the protection domains of all callers on the stack, and through them the class loader of the
     * web application whose job server came first (JDK 17 to 23, {@code Thread.inheritedAccessControlContext}); so do
     * all threads that it starts. A privileged action cuts that off.
     */
    @SuppressWarnings("removal")
    private void start() {
        try {
            AccessController.doPrivileged((PrivilegedAction<Void>) () -> {
                new AgentThread(this::run, "node").start();
                return null;
            });
        } catch (Error noThreadToBeHad) {
            running.set(false);
            throw noThreadToBeHad;
        }
    }

    private void run() {
        Logger log = LoggerFactory.getLogger(NodeThread.class);
        if (step == null) {
            try {
                step = prepare.get();
            } catch (Throwable thrown) {
                // Still "running", so that nobody tries again.
                log.error("Allstop could not be brought up in this JVM; the application goes on without it", thrown);
                return;
            }
        }
        boolean underWay;
        do {
            underWay = true;
            try {
                underWay = step.getAsBoolean();
            } catch (Throwable thrown) {
                failures.note("reconciling job servers with holds", thrown);
            }
            for (Failures.Note note = failures.next(); note != null; note = failures.next()) {
                log.error("{} failed; the application goes on, job servers concerned count as UNCONTROLLED",
                        note.what(), note.cause());
            }
        } while (isSignalledWithin(underWay ? DRAINING_MS : restMs) || underWay || !mayEnd());
    }

    private boolean mayEnd() {
        running.set(false);
        return signals.availablePermits() == 0 || !running.compareAndSet(false, true);
    }

    private boolean isSignalledWithin(long milliseconds) {
        try {
            boolean signalled = signals.tryAcquire(milliseconds, TimeUnit.MILLISECONDS);
            if (signalled) {
                // A gate has closed, most likely, and what is done now is to confirm it. Where many JVMs of a fleet share
                // few processors, the threads that close the gates of the others go first.
                Thread.yield();
                signals.drainPermits();
            }
            return signalled;
        } catch (InterruptedException nobodyInterruptsUs) {
            return true;
        }
    }
}

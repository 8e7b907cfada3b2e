package dev.allstop.it.subject;

import dev.allstop.Allstop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What jobs really did in this JVM, written by themselves: the judge of every promise. */
public final class Ledger {

    private static final String ASKING = "asking";
    private static final long STEP_MILLIS = 10;
    private static final List<String> LINES = new ArrayList<>();
    private static final AtomicReference<CountDownLatch> ENDING = new AtomicReference<>(new CountDownLatch(1));

    private Ledger() {
    }

    /**
     * The body of every job: writes its start, lasts so long, or until {@link #endRunning}, and writes its end, or that it
     * was interrupted. A job whose id begins with {@code asking} asks between its steps whether it is to end early; it
     * writes that it was told so, and then its end. The others do not know of Allstop.
     */
    public static void run(String id, long millis) {
        write("START", id);
        try {
            if (id.startsWith(ASKING)) {
                untilAsked(id, millis);
            } else {
                ENDING.get().await(millis, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException harmed) {
            write("INTERRUPTED", id);
            throw new IllegalStateException("interrupted in " + id);
        }
        write("END", id);
    }

    private static void untilAsked(String id, long millis) throws InterruptedException {
        CountDownLatch ending = ENDING.get();
        for (long left = millis; left > 0 && !ending.await(STEP_MILLIS, TimeUnit.MILLISECONDS); left -= STEP_MILLIS) {
            if (Allstop.stopRequested()) {
                write("ASKED", id);
                return;
            }
        }
    }

    /** Ends the jobs that run now, all as if their time had passed. */
    static void endRunning() {
        ENDING.getAndSet(new CountDownLatch(1)).countDown();
    }

    private static void write(String what, String id) {
        synchronized (LINES) {
            LINES.add(System.nanoTime() + " " + what + " " + id);
        }
    }

    /** Cheap beside {@link #linesAfter}: for those who wait for many. */
    static int size() {
        synchronized (LINES) {
            return LINES.size();
        }
    }

    /** Without those that were written first. */
    static List<String> linesAfter(int first) {
        synchronized (LINES) {
            return List.copyOf(LINES.subList(first, LINES.size()));
        }
    }
}

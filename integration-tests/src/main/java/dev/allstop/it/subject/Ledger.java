package dev.allstop.it.subject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** What jobs really did in this JVM, written by themselves: the judge of every promise. */
public final class Ledger {

    private static final List<String> LINES = new ArrayList<>();
    private static final AtomicReference<CountDownLatch> ENDING = new AtomicReference<>(new CountDownLatch(1));

    private Ledger() {
    }

    /**
     * The body of every job: writes its start, lasts so long, or until {@link #endRunning}, and writes its end, or that it
     * was interrupted.
     */
    public static void run(String id, long millis) {
        write("START", id);
        try {
            ENDING.get().await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException harmed) {
            write("INTERRUPTED", id);
            throw new IllegalStateException("interrupted in " + id);
        }
        write("END", id);
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

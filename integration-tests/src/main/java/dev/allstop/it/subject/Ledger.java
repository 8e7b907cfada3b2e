package dev.allstop.it.subject;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What jobs really did in this JVM, written by themselves: the judge of every promise. */
public final class Ledger {

    private static final Queue<String> LINES = new ConcurrentLinkedQueue<>();

    private Ledger() {
    }

    /** The body of every job: writes its start, lasts so long, writes its end, or that it was interrupted. */
    public static void run(String id, long millis) {
        write("START", id);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException harmed) {
            write("INTERRUPTED", id);
            throw new IllegalStateException("interrupted in " + id);
        }
        write("END", id);
    }

    private static void write(String what, String id) {
        LINES.add(System.nanoTime() + " " + what + " " + id);
    }

    static List<String> lines() {
        return List.copyOf(LINES);
    }
}

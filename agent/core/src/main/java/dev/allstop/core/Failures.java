package dev.allstop.core;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Collects what went wrong inside Allstop, each thing once. Noting never logs by itself: it may happen inside a class
 * loader's lock, where logging can deadlock; the node's thread takes the notes and logs them.
 */
public final class Failures {

    private static final int MOST = 200;

    /** @param what what Allstop was doing */
    public record Note(String what, Throwable cause) {
    }

    private final Map<String, Boolean> known = new ConcurrentHashMap<>();
    private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>(MOST);

    public void note(String what, Throwable cause) {
        if (known.size() < MOST && known.putIfAbsent(what, true) == null) {
            notes.offer(new Note(what, cause));
        }
    }

    /** The next note that was not taken yet, null if there is none. */
    public Note next() {
        return notes.poll();
    }
}

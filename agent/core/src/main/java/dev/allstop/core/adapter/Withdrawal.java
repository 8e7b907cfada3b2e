package dev.allstop.core.adapter;

import dev.allstop.core.gate.Run;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.WeakHashMap;

/**
 * Gives back what a library has claimed in its storage and not started yet, for {@link ServerControl#gateClosed}. What
 * the storage refuses is kept and tried again at the next call, so that nothing stays claimed by a server that will not
 * run it. By the node's thread only.
 */
public final class Withdrawal {

    /** Undoes one claim in the library's storage. */
    @FunctionalInterface
    public interface PutBack {

        void putBack(Object server, Run run) throws Throwable;
    }

    private final PutBack putBack;
    /** By server, which is compared by identity: no library in the matrix gives its servers an {@code equals}. */
    private final Map<Object, Queue<Run>> claimed = new WeakHashMap<>();

    public Withdrawal(PutBack putBack) {
        this.putBack = putBack;
    }

    /**
     * Withdraws what is committed and has not started, and puts it back.
     *
     * @return how many jobs were put back
     * @throws Throwable what the storage threw last, when something is still claimed
     */
    public int withdraw(JobServer server, Object object) throws Throwable {
        Queue<Run> mine = claimed.computeIfAbsent(object, none -> new ArrayDeque<>());
        mine.addAll(server.inFlight().withdraw());
        return putBack(object, mine);
    }

    /** The gate is open again: a last try for what could not be put back before. */
    public void finish(Object object) throws Throwable {
        Queue<Run> mine = claimed.remove(object);
        if (mine != null) {
            putBack(object, mine);
        }
    }

    private int putBack(Object object, Queue<Run> mine) throws Throwable {
        int done = 0;
        Throwable refused = null;
        for (Iterator<Run> runs = mine.iterator(); runs.hasNext();) {
            try {
                putBack.putBack(object, runs.next());
                runs.remove();
                done++;
            } catch (Throwable thrown) {
                refused = thrown;
            }
        }
        if (refused != null) {
            throw refused;
        }
        return done;
    }
}

package dev.allstop.core.adapter;

import dev.allstop.core.AgentThread;
import dev.allstop.core.gate.Run;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back what a library has claimed in its storage and not started, for {@link ServerControl#gateClosed} and
 * {@link ServerControl#accepted}. A storage may block for long or be down, so it is called on a thread of its own, and
 * again until it takes the job back; until then the job counts as accepted, and its server does not drain.
 */
public final class Withdrawal {

    private static final Logger LOG = LoggerFactory.getLogger(Withdrawal.class);
    private static final long FIRST_PAUSE_MS = 100;
    /** After that much refusal in a row, doubling each time, it is left to the library's own recovery. */
    private static final long LAST_PAUSE_MS = 30_000;

    /** Undoes one claim in the library's storage; repeated after it threw. */
    @FunctionalInterface
    public interface PutBack {

        void putBack(Object server, Run run) throws Throwable;
    }

    private final PutBack putBack;
    /** By server, which is compared by identity: no library in the matrix gives its servers an {@code equals}. */
    private final Map<Object, Claims> claims = new WeakHashMap<>();

    public Withdrawal(PutBack putBack) {
        this.putBack = putBack;
    }

    /** What is still claimed for one server. */
    private static final class Claims {

        private final Deque<Run> runs = new ArrayDeque<>();
        private boolean underWay;

        /** @return whether the caller has to take care of them */
        synchronized boolean add(List<Run> more) {
            runs.addAll(more);
            boolean mine = !underWay && !runs.isEmpty();
            underWay |= mine;
            return mine;
        }

        /** Null when there is nothing left to take care of. */
        synchronized Run next() {
            underWay = !runs.isEmpty();
            return runs.peekFirst();
        }

        synchronized void done() {
            runs.removeFirst();
        }

        synchronized void giveUp() {
            underWay = false;
        }

        synchronized int size() {
            return runs.size();
        }
    }

    private Claims of(Object object) {
        synchronized (claims) {
            return claims.computeIfAbsent(object, none -> new Claims());
        }
    }

    /**
     * Withdraws what is committed and has not started; does not wait for the storage.
     *
     * @return how many jobs, none of which will start
     */
    public int withdraw(JobServer server, Object object) {
        List<Run> withdrawn = server.inFlight().withdraw();
        Claims mine = of(object);
        if (mine.add(withdrawn)) {
            AgentThread thread = new AgentThread(() -> putBack(object, mine), "putting-back");
            // Storages load the application's classes by it.
            thread.setContextClassLoader(object.getClass().getClassLoader());
            thread.start();
        }
        return withdrawn.size();
    }

    /** How many withdrawn jobs are still claimed. */
    public int pending(Object object) {
        return of(object).size();
    }

    private void putBack(Object object, Claims mine) {
        long pause = FIRST_PAUSE_MS;
        for (Run run = mine.next(); run != null; run = mine.next()) {
            try {
                putBack.putBack(object, run);
                mine.done();
                pause = FIRST_PAUSE_MS;
            } catch (Throwable refused) {
                if (pause > LAST_PAUSE_MS) {
                    LOG.error("{} jobs that {} had fetched and not started are not given back, because its storage keeps "
                            + "refusing; they wait until the library itself takes them for lost", mine.size(),
                            object, refused);
                    mine.giveUp();
                    return;
                }
                if (pause == FIRST_PAUSE_MS) {
                    LOG.warn("{} jobs that {} had fetched and not started cannot be given back yet, trying again: {}",
                            mine.size(), object, String.valueOf(refused));
                }
                sleep(pause);
                pause *= 2;
            }
        }
    }

    private static void sleep(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException nobodyInterruptsUs) {
            Thread.interrupted();
        }
    }
}

package dev.allstop.core.management;

import dev.allstop.core.AgentThread;
import dev.allstop.core.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens in the fleet, for those who watch. Looks at the fleet only while somebody does: a JVM that nobody
 * watches has neither the thread nor the cost. Looks at what this node knows already, in memory.
 */
final class Journal {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int KEPT = 2_000;
    private static final long LOOK_MILLIS = 100;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Fleet fleet;
    private final Consumer<Change> listener;
    private final BooleanSupplier listened;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Change> changes = new ArrayDeque<>();
    private long last;
    private long askedNanos;
    private boolean watching;

    /**
     * @param listener told of each change, by the watching thread, with no lock held
     * @param listened whether the listener has anybody to tell
     */
    Journal(Fleet fleet, Consumer<Change> listener, BooleanSupplier listened) {
        this.fleet = fleet;
        this.listener = listener;
        this.listened = listened;
    }

    /**
     * Watches from now on, for a while longer than the pause between two questions. The first look is taken before
     * this returns, so that nothing that is ordered afterwards is missed.
     *
     * @return number of the last change so far
     */
    long watch() {
        Changes.Look first = look();
        lock.lock();
        try {
            askedNanos = System.nanoTime();
            if (!watching) {
                watching = true;
                new AgentThread(() -> keepLooking(first), "journal").start();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Changes after a number, waiting for the first one no longer than given. */
    List<Change> after(long number, long waitMillis) {
        watch();
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        lock.lock();
        try {
            while (last <= number && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
        return kept(number);
    }

    private List<Change> kept(long number) {
        lock.lock();
        try {
            askedNanos = System.nanoTime();
            List<Change> kept = new ArrayList<>();
            changes.stream().filter(change -> change.number() > number).forEach(kept::add);
            return kept;
        } finally {
            lock.unlock();
        }
    }

    private void keepLooking(Changes.Look first) {
        Changes.Look before = first;
        boolean missed = false;
        while (isWatched()) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                Changes.Look after = look();
                Changes.between(before, after, this::add);
                before = after;
            } catch (InterruptedException | RuntimeException broken) {
                if (!missed) {
                    LOG.warn("the journal missed a look at the fleet", broken);
                }
                missed = true;
            }
        }
    }

    private boolean isWatched() {
        boolean byListener = listened.getAsBoolean();
        lock.lock();
        try {
            watching = byListener || System.nanoTime() - askedNanos < PATIENCE_NANOS;
            return watching;
        } finally {
            lock.unlock();
        }
    }

    private Changes.Look look() {
        return new Changes.Look(fleet.status(), fleet.holds());
    }

    private void add(String type, String sentence) {
        Change change;
        lock.lock();
        try {
            change = new Change(++last, Instant.now(), type, sentence);
            changes.add(change);
            if (changes.size() > KEPT) {
                changes.removeFirst();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        listener.accept(change);
    }
}

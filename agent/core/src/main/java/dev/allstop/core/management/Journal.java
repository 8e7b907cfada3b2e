package dev.allstop.core.management;

import dev.allstop.core.AgentThread;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.report.Recording;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.TrailEntry;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private static final int RECORDINGS = 4;
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

    /** Held while the fleet is looked at, so that two who look tell no change twice; what is told needs no lock. */
    private final ReentrantLock looking = new ReentrantLock();
    private Changes.Look before;
    private Timeline timeline = new Timeline();
    private final Map<String, Recording> recordings = new LinkedHashMap<>();
    private final Queue<TrailEntry> orders = new ConcurrentLinkedQueue<>();

    /**
     * @param listener told of each change, with no lock held
     * @param listened whether the listener has anybody to tell
     */
    Journal(Fleet fleet, Consumer<Change> listener, BooleanSupplier listened) {
        this.fleet = fleet;
        this.listener = listener;
        this.listened = listened;
    }

    /**
     * An order was given, or its outcome is known. The listener hears of it at the next look, not on the fleet's own thread,
     * which an application's listener must not hold up; those who ask for changes see the hold anyway.
     */
    void ordered(TrailEntry order) {
        if (listened.getAsBoolean()) {
            orders.add(order);
        }
    }

    /**
     * Watches from now on, for a while longer than the pause between two questions. The first look is taken before
     * this returns, so that nothing that is ordered afterwards is missed.
     *
     * @return number of the last change so far
     */
    long watch() {
        lookOnce();
        lock.lock();
        try {
            askedNanos = System.nanoTime();
            if (!watching) {
                watching = true;
                new AgentThread(this::keepLooking, "journal").start();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Changes after a number, up to this moment; waits for the first one no longer than given. */
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

    private void keepLooking() {
        boolean missed = false;
        while (isWatched()) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                lookOnce();
            } catch (InterruptedException | RuntimeException broken) {
                if (!missed) {
                    LOG.warn("the journal missed a look at the fleet", broken);
                }
                missed = true;
            }
        }
        forget();
    }

    private void lookOnce() {
        List<Change> news = new ArrayList<>();
        looking.lock();
        try {
            Changes.Look now = new Changes.Look(fleet.status(), fleet.holds());
            if (before != null) {
                Changes.between(before, now, (type, sentence) -> news.add(add(type, sentence)));
            }
            before = now;
            timeline.saw(now.report(), nowMillis());
            for (TrailEntry order = orders.poll(); order != null; order = orders.poll()) {
                news.add(numbered("allstop.order", Changes.order(order, now.report())));
            }
        } finally {
            looking.unlock();
        }
        news.forEach(listener);
    }

    /** An order was answered: keeps the answer beside what was seen, for as long as somebody watches. */
    void answered(Report report) {
        if (!isLooking()) {
            return;
        }
        lookOnce();
        looking.lock();
        try {
            String hold = report.hold().map(Hold::id).orElse("");
            recordings.remove(hold);
            recordings.put(hold, new Recording(report, timeline.jobs(), nowMillis()));
            if (recordings.size() > RECORDINGS) {
                recordings.remove(recordings.keySet().iterator().next());
            }
        } finally {
            looking.unlock();
        }
    }

    private boolean isLooking() {
        looking.lock();
        try {
            return before != null;
        } finally {
            looking.unlock();
        }
    }

    /** What was kept of the last order about that hold. */
    Optional<Recording> recording(String hold) {
        looking.lock();
        try {
            return Optional.ofNullable(recordings.get(hold));
        } finally {
            looking.unlock();
        }
    }

    private static long nowMillis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** What happens while nobody watches is not told later as if it had just happened. */
    private void forget() {
        looking.lock();
        lock.lock();
        try {
            if (!watching) {
                before = null;
                timeline = new Timeline();
                recordings.clear();
                orders.clear();
            }
        } finally {
            lock.unlock();
            looking.unlock();
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

    private Change numbered(String type, String sentence) {
        lock.lock();
        try {
            return new Change(++last, Instant.now(), type, sentence);
        } finally {
            lock.unlock();
        }
    }

    private Change add(String type, String sentence) {
        lock.lock();
        try {
            Change change = numbered(type, sentence);
            changes.add(change);
            if (changes.size() > KEPT) {
                changes.removeFirst();
            }
            changed.signalAll();
            return change;
        } finally {
            lock.unlock();
        }
    }
}

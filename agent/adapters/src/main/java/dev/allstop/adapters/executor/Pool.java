package dev.allstop.adapters.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What is known of one pool, for as long as it exists. Tasks are kept here during a hold only: they may refer to the pool,
 * which so could not be collected.
 */
final class Pool {

    enum Verdict { CHOSEN, LEFT_ALONE, UNDECIDED }

    /** A task that a thread has in its hands and waits with; by identity, since a task may be submitted twice. */
    static final class Waiting {

        private final Runnable task;

        Waiting(Runnable task) {
            this.task = task;
        }
    }

    private final Set<Waiting> inHands = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> aside = new ConcurrentLinkedQueue<>();
    private volatile Verdict verdict;
    private volatile String name;

    /** @param name null while nothing better is known */
    Pool(Verdict verdict, String name) {
        this.verdict = verdict;
        this.name = name;
    }

    Verdict verdict() {
        return verdict;
    }

    void decide(Verdict decided) {
        verdict = decided;
    }

    String name() {
        return name;
    }

    void calledAfter(String thread) {
        name = thread.replaceFirst("(-thread)?[-_#]*[0-9]*$", "");
    }

    Waiting waitWith(Runnable task) {
        Waiting waiting = new Waiting(task);
        inHands.add(waiting);
        return waiting;
    }

    /** @return false if somebody has taken the task away: it must not be run */
    boolean waitedWith(Waiting waiting) {
        return inHands.remove(waiting);
    }

    /** Whether somebody has taken the task away. */
    boolean isTaken(Waiting waiting) {
        return !inHands.contains(waiting);
    }

    void putAside(Runnable task) {
        aside.add(task);
    }

    /** @return whether it was still there */
    boolean takeBack(Runnable task) {
        return aside.remove(task);
    }

    Runnable nextAside() {
        return aside.poll();
    }

    /** Everything that was not begun, which nobody else will begin from now on. */
    List<Runnable> takeAll() {
        List<Runnable> all = new ArrayList<>();
        for (Waiting waiting : inHands) {
            if (inHands.remove(waiting)) {
                all.add(waiting.task);
            }
        }
        for (Runnable task = aside.poll(); task != null; task = aside.poll()) {
            all.add(task);
        }
        return all;
    }
}

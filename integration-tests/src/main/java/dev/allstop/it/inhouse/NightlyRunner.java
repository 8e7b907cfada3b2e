package dev.allstop.it.inhouse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs steps when they are due, on threads that ask for the next one. */
public final class NightlyRunner {

    private static final long IDLE_MILLIS = 20;

    private final String name;
    private final List<Thread> threads = new ArrayList<>();
    private final PriorityQueue<Step> pending = new PriorityQueue<>(Comparator.comparingLong(step -> step.dueNanos));
    private final AtomicInteger busy = new AtomicInteger();
    private volatile boolean accepting = true;
    private volatile boolean halted;

    public NightlyRunner(String name, int size) {
        this.name = name;
        for (int i = 0; i < size; i++) {
            threads.add(new Thread(this::work, name + "-" + i));
        }
    }

    /** A piece of work, once or again and again. */
    private static final class Step implements Runnable {

        private final NightlyRunner runner;
        private final String id;
        private final Runnable work;
        private final long periodNanos;
        private long dueNanos;

        Step(NightlyRunner runner, String id, Runnable work, long periodNanos) {
            this.runner = runner;
            this.id = id;
            this.work = work;
            this.periodNanos = periodNanos;
            this.dueNanos = System.nanoTime();
        }

        @Override
        public void run() {
            runner.busy.incrementAndGet();
            try {
                work.run();
            } catch (RuntimeException failed) {
                System.err.println(id + " has failed: " + failed);
            } finally {
                runner.busy.decrementAndGet();
                if (periodNanos > 0) {
                    dueNanos = System.nanoTime() + periodNanos;
                    runner.add(this);
                }
            }
        }
    }

    public void start() {
        threads.forEach(Thread::start);
    }

    public void suspend() {
        accepting = false;
    }

    public void proceed() {
        accepting = true;
    }

    public boolean isSuspended() {
        return !accepting;
    }

    public void halt(boolean hard) throws InterruptedException {
        halted = true;
        for (Thread thread : threads) {
            if (hard) {
                thread.interrupt();
            }
            thread.join();
        }
    }

    public void once(String id, Runnable work) {
        add(new Step(this, id, work, 0));
    }

    public void every(long periodMillis, String id, Runnable work) {
        add(new Step(this, id, work, periodMillis * 1_000_000));
    }

    private synchronized void add(Step step) {
        pending.add(step);
    }

    private synchronized Step next() {
        Step first = pending.peek();
        return first == null || first.dueNanos - System.nanoTime() > 0 ? null : pending.poll();
    }

    private void work() {
        try {
            while (!halted) {
                Step step = accepting ? next() : null;
                if (step == null) {
                    Thread.sleep(IDLE_MILLIS);
                } else {
                    step.run();
                }
            }
        } catch (InterruptedException haltedHard) {
            Thread.currentThread().interrupt();
        }
    }
}

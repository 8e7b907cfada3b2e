package dev.allstop.core.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.Failures;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class NodeThreadTest {

    private final AtomicInteger prepared = new AtomicInteger();
    private final AtomicInteger steps = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private NodeThread thread(long restMs) {
        return new NodeThread(() -> {
            prepared.incrementAndGet();
            return () -> {
                threads.add(Thread.currentThread());
                steps.incrementAndGet();
                return false;
            };
        }, new Failures(), restMs);
    }

    @Test
    void aNodeAtRestHasNoThreadAndTheNextSignalBringsItBack() {
        NodeThread thread = thread(1);

        thread.signal();
        await().until(() -> steps.get() > 0 && threads.stream().noneMatch(Thread::isAlive));
        int before = steps.get();
        thread.signal();

        await().until(() -> steps.get() > before);
        assertThat(threads).hasSizeGreaterThan(1);
        assertThat(prepared).as("times that the node was brought up").hasValue(1);
    }

    @Test
    void whatIsUnderWayKeepsTheThread() {
        AtomicInteger left = new AtomicInteger(5);
        NodeThread thread = new NodeThread(() -> () -> {
            threads.add(Thread.currentThread());
            return left.decrementAndGet() > 0;
        }, new Failures(), 1);

        thread.signal();

        await().until(() -> left.get() <= 0);
        assertThat(threads).hasSize(1);
    }

    @Test
    void aNodeThatCannotBeBroughtUpIsNotTriedAgain() {
        NodeThread thread = new NodeThread(() -> {
            prepared.incrementAndGet();
            throw new IllegalStateException("cannot be brought up");
        }, new Failures(), 1);

        thread.signal();
        await().until(() -> prepared.get() == 1);
        thread.signal();
        thread.signal();

        assertThat(prepared).hasValue(1);
    }

    /** The thread ends all the time, the signals come from many threads just then. */
    @Test
    void noSignalIsLostWhileTheThreadEnds() throws InterruptedException {
        int signallers = 4;
        int rounds = 3_000;
        AtomicInteger asked = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger mostAtOnce = new AtomicInteger();
        NodeThread thread = new NodeThread(() -> () -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            seen.set(asked.get());
            atOnce.decrementAndGet();
            return false;
        }, new Failures(), 0);

        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < signallers; i++) {
            running.add(new Thread(() -> {
                for (int round = 0; round < rounds; round++) {
                    asked.incrementAndGet();
                    thread.signal();
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(30_000));
                }
            }));
        }
        running.forEach(Thread::start);
        for (Thread each : running) {
            each.join();
        }

        await().untilAsserted(() -> assertThat(seen).hasValue(signallers * rounds));
        assertThat(mostAtOnce).as("threads that work at once").hasValue(1);
    }
}

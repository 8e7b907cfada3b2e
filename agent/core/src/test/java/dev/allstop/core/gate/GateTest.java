package dev.allstop.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class GateTest {

    private final AtomicInteger becameQuiet = new AtomicInteger();
    private final Gate gate = new Gate(becameQuiet::incrementAndGet);

    @Test
    void an_open_gate_lets_pass_and_is_not_quiet() {
        assertThat(gate.enter()).isTrue();
        gate.leave();
        assertThat(gate.isQuiet()).isFalse();
    }

    @Test
    void a_closed_gate_turns_back_and_is_quiet_at_once_when_nobody_is_inside() {
        gate.close();
        assertThat(gate.isQuiet()).isTrue();
        assertThat(gate.enter()).isFalse();
        assertThat(gate.isQuiet()).isTrue();
    }

    @Test
    void a_passage_that_began_before_the_close_keeps_the_gate_from_being_quiet_until_it_leaves() {
        gate.enter();
        gate.close();
        assertThat(gate.isQuiet()).isFalse();
        gate.leave();
        assertThat(gate.isQuiet()).isTrue();
        assertThat(becameQuiet).hasValue(1);
    }

    @Test
    void who_has_waited_for_it_to_open_has_not_passed() {
        gate.waitUntilOpen(() -> false);
        gate.close();
        gate.waitUntilOpen(() -> true);
        assertThat(gate.isQuiet()).isTrue();
    }

    @Test
    void an_opened_gate_lets_pass_again() {
        gate.close();
        gate.open();
        assertThat(gate.enter()).isTrue();
    }

    @Test
    void under_many_threads_and_rounds_nothing_passes_once_the_gate_was_seen_quiet() throws Exception {
        int threads = 12;
        int rounds = 500;
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicBoolean acknowledged = new AtomicBoolean();
        AtomicLong passed = new AtomicLong();
        AtomicLong violations = new AtomicLong();
        CountDownLatch ready = new CountDownLatch(threads);
        List<Thread> libraries = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread library = new Thread(() -> {
                ready.countDown();
                while (running.get()) {
                    if (gate.enter()) {
                        try {
                            passed.incrementAndGet();
                            Thread.yield();
                            if (acknowledged.get()) {
                                violations.incrementAndGet();
                            }
                        } finally {
                            gate.leave();
                        }
                    } else {
                        // A library that finds nothing waits a while; it would starve the two cores otherwise.
                        LockSupport.parkNanos(20_000);
                    }
                }
            });
            library.start();
            libraries.add(library);
        }
        ready.await();
        for (int round = 0; round < rounds; round++) {
            gate.close();
            while (!gate.isQuiet()) {
                Thread.yield();
            }
            acknowledged.set(true);
            long before = passed.get();
            Thread.yield();
            assertThat(passed.get()).isEqualTo(before);
            acknowledged.set(false);
            gate.open();
            while (passed.get() == before) {
                Thread.yield();
            }
        }
        running.set(false);
        for (Thread library : libraries) {
            library.join();
        }
        assertThat(violations).hasValue(0);
    }
}

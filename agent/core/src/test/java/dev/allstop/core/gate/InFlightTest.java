package dev.allstop.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InFlightTest {

    private final AtomicBoolean acknowledged = new AtomicBoolean();
    private final AtomicInteger changes = new AtomicInteger();
    private final InFlight inFlight = new InFlight(acknowledged::get, changes::incrementAndGet);

    @Test
    void a_job_is_present_from_its_commit_to_its_end() {
        inFlight.commit("a", "job a");
        assertThat(inFlight.hasCommitted()).isTrue();
        assertThat(inFlight.isEmpty()).isFalse();

        Run run = inFlight.start("a", "job a");
        assertThat(inFlight.hasCommitted()).isFalse();
        assertThat(inFlight.present()).containsExactly(run);
        assertThat(run.thread()).isSameAs(Thread.currentThread());

        inFlight.end(run);
        assertThat(inFlight.isEmpty()).isTrue();
        assertThat(inFlight.startedTotal()).isEqualTo(1);
        assertThat(inFlight.endedTotal()).isEqualTo(1);
        assertThat(changes).hasValue(1);
    }

    @Test
    void a_job_keeps_its_name_when_it_starts_between_being_described_and_being_read() {
        inFlight.commit("a", "job a");
        Run committed = inFlight.present().iterator().next();
        committed.describe("invoice", "42");
        inFlight.start("a", "job a");

        assertThat(committed.job()).isEqualTo("invoice");
        assertThat(committed.isDescribed()).isFalse();
    }

    @Test
    void a_job_may_start_without_a_commit() {
        Run run = inFlight.start("a", "job a");
        assertThat(run).isNotNull();
        inFlight.end(run);
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void a_job_that_nobody_saw_committed_can_be_turned_away_and_is_there_until_it_is_withdrawn() {
        assertThat(inFlight.turnAway("a", "job a")).isTrue();
        assertThat(inFlight.hasTurnedAway()).isTrue();
        assertThat(inFlight.isEmpty()).isFalse();
        assertThat(changes).hasValue(1);

        assertThat(inFlight.withdraw()).singleElement().satisfies(run -> assertThat(run.subject()).isEqualTo("job a"));
        assertThat(inFlight.hasTurnedAway()).isFalse();
        assertThat(inFlight.isEmpty()).isTrue();
        // Given back, it comes again one day, and is nobody's memory then.
        assertThat(inFlight.start("a", "job a")).isNotNull();
    }

    @Test
    void a_committed_job_is_not_turned_away() {
        inFlight.commit("a", "job a");

        assertThat(inFlight.turnAway("a", "job a")).isFalse();
        assertThat(inFlight.start("a", "job a")).isNotNull();
    }

    @Test
    void a_start_after_the_acknowledgement_is_counted() {
        acknowledged.set(true);
        inFlight.end(inFlight.start("a", "job a"));
        assertThat(inFlight.startedAfterAck()).isEqualTo(1);
    }

    @Test
    void a_committed_job_whose_start_makes_the_acknowledgement_possible_has_not_started_after_it() {
        InFlight[] own = new InFlight[1];
        // as the node's thread does, in the worst moment
        own[0] = new InFlight(() -> !own[0].hasCommitted(), () -> { });
        own[0].commit("a", null);

        own[0].start("a", null);

        assertThat(own[0].startedAfterAck()).isZero();
    }

    @Test
    void what_a_running_job_launches_is_waited_for_and_is_no_start_after_the_acknowledgement() {
        acknowledged.set(true);
        inFlight.commitPart("a", "job a");
        assertThat(inFlight.hasCommitted()).isTrue();

        Run part = inFlight.start("a", "job a");
        assertThat(inFlight.startedAfterAck()).isZero();
        assertThat(inFlight.isEmpty()).isFalse();
        inFlight.end(part);
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void a_withdrawn_job_is_turned_away_when_its_library_comes_to_start_it_and_may_be_fetched_again_later() {
        inFlight.commit("a", "job a");
        assertThat(inFlight.withdraw()).extracting(Run::subject).containsExactly("job a");
        assertThat(inFlight.isEmpty()).isTrue();
        assertThat(inFlight.start("a", "job a")).isNull();

        inFlight.commit("a", "job a");
        assertThat(inFlight.start("a", "job a")).isNotNull();
    }

    @Test
    void a_commit_that_was_forgotten_keeps_no_job_from_starting_and_being_listed() {
        inFlight.commit("a", "job a");
        inFlight.forgetCommitted();
        assertThat(inFlight.isEmpty()).isTrue();

        Run run = inFlight.start("a", "job a");
        assertThat(inFlight.present()).containsExactly(run);
    }

    @Test
    void two_executions_of_one_key_at_the_same_time_both_run() {
        Run first = inFlight.start("a", "job a");
        Run second = inFlight.start("a", "job a");
        assertThat(second).isNotNull().isNotSameAs(first);
        inFlight.end(first);
        assertThat(inFlight.present()).containsExactly(second);
        inFlight.end(second);
        assertThat(inFlight.isEmpty()).isTrue();
    }

    @Test
    void the_wall_clock_time_of_the_start_stays_the_same_whenever_it_is_asked_for() {
        inFlight.commit("a", "job a");
        Run run = inFlight.present().iterator().next();
        Instant committed = run.startedAt();
        inFlight.start("a", "job a");
        assertThat(run.startedAt()).isAfterOrEqualTo(committed).isEqualTo(run.startedAt());
    }

    @Test
    void a_running_job_is_not_withdrawn() {
        inFlight.start("a", "job a");
        assertThat(inFlight.withdraw()).isEmpty();
    }

    @Test
    void an_interrupt_reaches_the_job_while_it_runs_and_never_what_its_thread_does_next() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interruptedOnce = new CountDownLatch(1);
        AtomicBoolean leaked = new AtomicBoolean();
        Thread worker = new Thread(() -> {
            Run run = inFlight.start("a", "job a");
            running.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            inFlight.end(run);
            leaked.set(Thread.currentThread().isInterrupted());
            interruptedOnce.countDown();
        });
        worker.start();
        running.await();
        Run run = inFlight.present().iterator().next();
        assertThat(run.interrupt()).isTrue();
        interruptedOnce.await();
        assertThat(leaked).isFalse();
        assertThat(run.interrupt()).isFalse();
    }

    @Test
    void of_start_and_withdraw_racing_for_one_job_exactly_one_wins() throws Exception {
        for (int round = 0; round < 5_000; round++) {
            Object key = round;
            inFlight.commit(key, "job");
            CyclicBarrier together = new CyclicBarrier(2);
            List<Run> started = new ArrayList<>();
            Thread worker = new Thread(() -> {
                await(together);
                Run run = inFlight.start(key, "job");
                if (run != null) {
                    started.add(run);
                }
            });
            worker.start();
            await(together);
            int withdrawn = inFlight.withdraw().size();
            worker.join();
            assertThat(withdrawn + started.size()).isEqualTo(1);
            started.forEach(inFlight::end);
            assertThat(inFlight.isEmpty()).isTrue();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}

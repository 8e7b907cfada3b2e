package dev.allstop.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.gate.Gate;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MissedRunsTest {

    private final Gate gate = new Gate(() -> { });
    private final MissedRuns missed = new MissedRuns();

    /** A run that was due at a moment; {@link System#nanoTime}. */
    private static final class Tick extends FutureTask<Object> implements RunnableScheduledFuture<Object> {

        private long due;

        Tick() {
            super(() -> null);
        }

        Tick dueAt(long nanos) {
            due = nanos;
            return this;
        }

        @Override
        public boolean isPeriodic() {
            return true;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return 0;
        }
    }

    private static long secondsAgo(int seconds) {
        return System.nanoTime() - TimeUnit.SECONDS.toNanos(seconds);
    }

    private boolean isSurplus(Tick tick) {
        return missed.isSurplus(tick, tick, gate);
    }

    @Test
    void withoutAHoldEveryRunTakesPlaceHoweverLate() {
        Tick tick = new Tick();

        assertThat(isSurplus(tick.dueAt(secondsAgo(10)))).isFalse();
        assertThat(isSurplus(tick.dueAt(secondsAgo(9)))).isFalse();
    }

    @Test
    void ofTheRunsThatWereDueBeforeAHoldEndedOneTakesPlaceForEachTask() {
        Tick one = new Tick();
        Tick other = new Tick();
        gate.close();
        gate.open();

        assertThat(isSurplus(one.dueAt(secondsAgo(10)))).isFalse();
        assertThat(isSurplus(other.dueAt(secondsAgo(10)))).isFalse();
        assertThat(isSurplus(one.dueAt(secondsAgo(9)))).isTrue();
        assertThat(isSurplus(one.dueAt(secondsAgo(8)))).isTrue();
        assertThat(isSurplus(other.dueAt(secondsAgo(1)))).isTrue();
        assertThat(isSurplus(one.dueAt(secondsAgo(-1)))).isFalse();
    }

    @Test
    void aRunThatWaitedAtTheGateIsTheLateOne() {
        Tick tick = new Tick();
        gate.close();
        missed.oneIsWaiting(tick);
        gate.open();

        assertThat(isSurplus(tick.dueAt(secondsAgo(3)))).isTrue();
        assertThat(isSurplus(tick.dueAt(secondsAgo(-1)))).isFalse();
    }

    @Test
    void afterTheNextHoldThereIsALateRunAgain() {
        Tick tick = new Tick();
        gate.close();
        gate.open();
        isSurplus(tick.dueAt(secondsAgo(10)));
        gate.close();
        gate.open();

        assertThat(isSurplus(tick.dueAt(secondsAgo(5)))).isFalse();
        assertThat(isSurplus(tick.dueAt(secondsAgo(4)))).isTrue();
    }
}

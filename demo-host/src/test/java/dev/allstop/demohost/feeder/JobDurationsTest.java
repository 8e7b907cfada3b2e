package dev.allstop.demohost.feeder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class JobDurationsTest {

    @Test
    void jobsTakeBetween200MillisecondsAnd20Seconds() {
        assertThat(new JobDurations(always(0.0), 1).nextMillis()).isEqualTo(200);
        assertThat(new JobDurations(always(Math.nextDown(1.0)), 1).nextMillis()).isEqualTo(20_000);
    }

    @Test
    void aHigherSpeedMakesEveryJobShorterButNeverZero() {
        assertThat(new JobDurations(always(0.0), 20).nextMillis()).isEqualTo(10);
        assertThat(new JobDurations(always(0.0), 1000).nextMillis()).isEqualTo(1);
    }

    @Test
    void aboutHalfOfTheJobsTakeLessThanTwoSeconds() {
        JobDurations durations = new JobDurations(new Random(42), 1);

        long shortOnes = LongStream.generate(durations::nextMillis).limit(10_000).filter(millis -> millis < 2_000).count();

        assertThat(shortOnes).isBetween(4_500L, 5_500L);
    }

    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}

package dev.allstop.demohost.feeder;

import java.util.random.RandomGenerator;

/**
 * How long the next job takes: most are short, a few are long, as in real systems; each factor of ten of the range is as likely
 * as the next.
 */
final class JobDurations {

    private static final double SHORTEST_MILLIS = 200;
    private static final double LONGEST_MILLIS = 20_000;

    private final RandomGenerator random;
    private final double speed;

    /** @param speed 1 for jobs of 0.2 s to 20 s; 10 for jobs ten times as short */
    JobDurations(RandomGenerator random, double speed) {
        this.random = random;
        this.speed = speed;
    }

    long nextMillis() {
        double millis = SHORTEST_MILLIS * Math.pow(LONGEST_MILLIS / SHORTEST_MILLIS, random.nextDouble());
        return Math.max(1, Math.round(millis / speed));
    }
}

package dev.allstop.core.fleet;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Moments by chance, so that not all nodes of a fleet speak in the same one. */
final class Chance {

    private Chance() {
    }

    static Duration upTo(long ms) {
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(Math.max(1, ms)));
    }

    /** Half of it to one and a half. */
    static Duration around(Duration duration) {
        return duration.dividedBy(2).plus(upTo(duration.toMillis()));
    }
}

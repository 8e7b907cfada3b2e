package dev.allstop.it.harness;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long tests wait for what has to happen: long, as it only matters when it does not. */
public final class Patience {

    private static final Duration LONGEST = Duration.ofSeconds(120);

    private Patience() {
    }

    /** Looks at once and then every few milliseconds, since states of interest may be short. */
    public static ConditionFactory await() {
        return Awaitility.await().atMost(LONGEST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10));
    }

    public static ConditionFactory await(String what) {
        return await().alias(what);
    }

    /** The condition has to hold all the time for so long. */
    public static ConditionFactory awaitThroughout(Duration length) {
        return await().during(length).pollInterval(Duration.ofMillis(20));
    }
}

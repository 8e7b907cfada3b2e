package dev.allstop.core.fleet;

import java.time.Duration;

/**
 * How patient the fleet is.
 *
 * @param settle       for how long after joining a report waits at most before it says "all": JVMs that started in the
 *                     same moment may have formed groups of their own, which the stack merges within a time it knows
 * @param joinWait     how long an order waits for a node that is still joining
 * @param silent       after which a member that has not acknowledged is called unreachable
 * @param askAgain     how often silent members are asked again while somebody waits
 * @param missing      how long members that are expected but not there are waited for
 * @param grace        how long jobs get to end after they were cancelled or interrupted at the deadline
 * @param release      how long a resume waits for the members' word
 * @param announce     how often holds are announced when nothing happens
 * @param vanished     for how long a member that vanished without goodbye is counted as lost by new orders
 */
record FleetTiming(Duration settle, Duration joinWait, Duration silent, Duration askAgain, Duration missing,
                   Duration grace, Duration release, Duration announce, Duration vanished) {

    static final FleetTiming STANDARD = new FleetTiming(Duration.ofSeconds(15), Duration.ofSeconds(5),
            Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(10),
            Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofMinutes(5));

    /** For how long, in milliseconds, those who are asked tell at once what comes of it; who waits longer asks again. */
    long watchMs() {
        return askAgain.toMillis() * 15;
    }

    /** For how long an answer is taken for the present state of a member that is asked again and again. */
    Duration answers() {
        return askAgain.multipliedBy(5);
    }

    /** The same of a member that is not asked: it tells how it stands by itself, but less often in a large fleet. */
    Duration tells(int members) {
        return askAgain.multipliedBy(Math.max(10, members / 5));
    }

    /** How long after joining a report waits before it says "all", on a stack that merges within the given time. */
    Duration settle(Duration mergesWithin) {
        return mergesWithin.compareTo(settle) < 0 ? mergesWithin : settle;
    }
}

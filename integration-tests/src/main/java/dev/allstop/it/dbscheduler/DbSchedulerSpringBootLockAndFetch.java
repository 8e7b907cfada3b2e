package dev.allstop.it.dbscheduler;

import java.util.Map;

/** db-scheduler's starter for Spring Boot, picking batches ahead as {@link DbSchedulerLockAndFetch} does. */
public final class DbSchedulerSpringBootLockAndFetch extends DbSchedulerSpringBoot {

    public DbSchedulerSpringBootLockAndFetch() {
        super(Map.of(
                "db-scheduler.polling-strategy", "lock-and-fetch",
                "db-scheduler.polling-strategy-lower-limit-fraction-of-threads", "1.0",
                "db-scheduler.polling-strategy-upper-limit-fraction-of-threads", "4.0"));
    }
}

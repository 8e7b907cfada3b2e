package dev.allstop.it.dbscheduler;

import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import dev.allstop.it.subject.Subject;

/** db-scheduler with its default strategy: fetches candidates and picks each when a thread comes to it. */
public final class DbSchedulerFetch implements Subject {

    private final Table table = new Table();

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new DbSchedulerServer(name, workers, table.create(), DbSchedulerFetch::threePerThread);
    }

    private static SchedulerBuilder threePerThread(SchedulerBuilder builder) {
        return builder.pollUsingFetchAndLockOnExecute(0.5, 3.0);
    }
}

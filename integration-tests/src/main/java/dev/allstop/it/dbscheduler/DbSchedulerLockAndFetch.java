package dev.allstop.it.dbscheduler;

import dev.allstop.it.subject.Subject;

/** db-scheduler picking batches ahead: up to four executions per thread, of which three wait. */
public final class DbSchedulerLockAndFetch implements Subject {

    private final Table table = new Table();

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new DbSchedulerServer(name, workers, table.create(),
                builder -> builder.pollUsingLockAndFetch(1.0, 4.0));
    }
}

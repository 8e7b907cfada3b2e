package dev.allstop.it.flowable;

import dev.allstop.it.subject.ConnectionPool;
import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;

/** Flowable's process engine, with jobs of processes. */
public final class FlowableProcesses implements Subject {

    private final DataSource database = ConnectionPool.open();

    @Override
    public Server construct(String name, int workers) {
        return new FlowableEngine(name, workers, database);
    }
}

package dev.allstop.it.camunda;

import dev.allstop.it.subject.ConnectionPool;
import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;

/** Camunda 7, with jobs of processes. */
public final class CamundaProcesses implements Subject {

    private final DataSource database = ConnectionPool.open();

    @Override
    public Server construct(String name, int workers) {
        return new CamundaEngine(name, workers, database);
    }
}

package dev.allstop.it.dbscheduler;

import dev.allstop.it.subject.Subject;
import java.util.function.UnaryOperator;

/** db-scheduler with its default strategy: fetches candidates and picks each when a thread comes to it. */
public final class DbSchedulerFetch implements Subject {

    private final Table table = new Table();

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new DbSchedulerServer(name, workers, table.create(), UnaryOperator.identity());
    }
}

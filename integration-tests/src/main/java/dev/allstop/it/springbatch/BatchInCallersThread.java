package dev.allstop.it.springbatch;

import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;
import org.springframework.core.task.SyncTaskExecutor;

/** A launcher without a task executor of its own: the caller's thread runs the job, as the library does by default. */
public final class BatchInCallersThread implements Subject {

    private final DataSource database = BatchTables.create();

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new BatchApplication(database, new SyncTaskExecutor(), workers, workers, 1);
    }
}

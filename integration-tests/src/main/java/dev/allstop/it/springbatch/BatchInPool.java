package dev.allstop.it.springbatch;

import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A launcher with a task executor, where up to two executions wait. */
public final class BatchInPool implements Subject {

    private final DataSource database = BatchTables.create();

    @Override
    public Server construct(String name, int workers) throws Exception {
        ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
        pool.setCorePoolSize(workers);
        pool.setMaxPoolSize(workers);
        pool.setThreadNamePrefix(name + "-");
        pool.initialize();
        // What waits there when Allstop is attached was not seen, and will run.
        int waiting = Subject.isPatient() ? 0 : 2;
        return new BatchApplication(database, pool, 1, workers + waiting);
    }
}

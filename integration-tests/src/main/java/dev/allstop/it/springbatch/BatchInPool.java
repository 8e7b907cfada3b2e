package dev.allstop.it.springbatch;

import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A launcher with a task executor, where as many executions wait as run. */
public final class BatchInPool implements Subject {

    private final DataSource database = BatchTables.create();

    @Override
    public Server construct(String name, int workers) throws Exception {
        ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
        pool.setCorePoolSize(workers);
        pool.setMaxPoolSize(workers);
        pool.setThreadNamePrefix(name + "-");
        pool.initialize();
        return new BatchApplication(database, pool, 1, 2 * workers, 2);
    }
}

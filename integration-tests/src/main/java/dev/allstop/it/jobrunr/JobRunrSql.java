package dev.allstop.it.jobrunr;

import dev.allstop.it.subject.ConnectionPool;
import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;

/** JobRunr on a database that all its servers share. */
public final class JobRunrSql implements Subject {

    private final DataSource database = ConnectionPool.open();

    /** Creates the tables, unless another server was first. */
    @Override
    public Server construct(String name, int workers) {
        return new JobRunrServer(name, workers, SqlStorageProviderFactory.using(database));
    }
}

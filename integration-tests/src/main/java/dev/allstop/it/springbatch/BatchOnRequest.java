package dev.allstop.it.springbatch;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import javax.sql.DataSource;
import org.springframework.core.task.SyncTaskExecutor;

/**
 * Jobs that are launched by whoever asks for them, in the thread of the request, like those behind an HTTP endpoint. One
 * called {@code outer…} launches another as its second step; one called {@code chunks…} does its work in a hundred chunks.
 */
public final class BatchOnRequest implements Subject {

    private static final int CHUNKS = 100;

    private final DataSource database = BatchTables.create();

    @Override
    public Server construct(String name, int workers) throws Exception {
        return new Requests(database);
    }

    private static final class Requests implements Subject.Server {

        private final DataSource database;
        private final Object repository;
        private final Object launcher;

        Requests(DataSource database) throws Exception {
            this.database = database;
            this.repository = BatchClasses.repository(database);
            this.launcher = BatchClasses.launcher(repository, new SyncTaskExecutor());
        }

        @Override
        public void start() {
        }

        @Override
        public void pause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void unpause() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void shutdown() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void enqueue(String id, long millis) throws Exception {
            Object job = job(id, millis);
            if (id.startsWith("outer")) {
                BatchClasses.addJobStep(job, job("inner-of-" + id, 10), repository, launcher);
            }
            BatchClasses.run(launcher, job);
        }

        private Object job(String id, long millis) throws Exception {
            int[] chunks = new int[1];
            return BatchClasses.job(id, repository, database, () -> {
                Ledger.run(id, millis);
                return id.startsWith("chunks") && ++chunks[0] < CHUNKS;
            });
        }

        @Override
        public void repeat(String id, long periodMillis) {
            throw new UnsupportedOperationException();
        }
    }
}

package dev.allstop.it.springbatch;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.core.task.TaskExecutor;

/**
 * An application that is asked for jobs and launches them, one after the other in each of its threads; what is refused it
 * keeps, and tries again.
 */
final class BatchApplication implements Subject.Server {

    private static final long LASTING_MILLIS = 1_000;

    private record Request(String id, long millis) {

        boolean lasts() {
            return millis >= LASTING_MILLIS;
        }
    }

    private final DataSource database;
    private final Object repository;
    private final Object launcher;
    private final Semaphore room;
    private final int launchers;
    private final int roomOfLasting;
    private final BlockingDeque<Request> requests = new LinkedBlockingDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger ticks = new AtomicInteger();

    /**
     * @param launchers     how many threads launch
     * @param room          how many executions the task executor takes at a time
     * @param roomOfLasting what one takes that lasts, so that none waits behind it: a hold is acknowledged when the last
     *                      that waits has begun
     */
    BatchApplication(DataSource database, TaskExecutor executor, int launchers, int room, int roomOfLasting)
            throws Exception {
        this.database = database;
        this.repository = BatchClasses.repository(database);
        this.launcher = BatchClasses.launcher(repository, executor);
        this.launchers = launchers;
        this.room = new Semaphore(room);
        this.roomOfLasting = roomOfLasting;
    }

    @Override
    public void start() {
        for (int i = 0; i < launchers; i++) {
            Thread thread = new Thread(this::launchRequests, "launching-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void launchRequests() {
        try {
            while (true) {
                launch(requests.take());
            }
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void launch(Request request) throws Exception {
        int taken = request.lasts() ? roomOfLasting : 1;
        room.acquire(taken);
        try {
            BatchClasses.run(launcher, job(request.id(), request.id(), request.millis(), () -> room.release(taken)));
        } catch (RejectedExecutionException held) {
            room.release(taken);
            requests.addFirst(request);
            Thread.sleep(50);
        }
    }

    private Object job(String name, String id, long millis, Runnable after) throws Exception {
        return BatchClasses.job(name, repository, database, () -> {
            try {
                Ledger.run(id, millis);
                return false;
            } finally {
                after.run();
            }
        });
    }

    /** Does nothing: the library cannot. */
    @Override
    public void pause() {
    }

    @Override
    public void unpause() {
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void enqueue(String id, long millis) {
        requests.add(new Request(id, millis));
    }

    /** A run that is refused is left out, as a cron job would. */
    @Override
    public void repeat(String id, long periodMillis) {
        timer.scheduleAtFixedRate(() -> {
            try {
                BatchClasses.run(launcher, job(id + "-" + ticks.incrementAndGet(), id, 0, () -> { }));
            } catch (RejectedExecutionException held) {
                return;
            } catch (Exception broken) {
                throw new IllegalStateException(broken);
            }
        }, 0, periodMillis, TimeUnit.MILLISECONDS);
    }
}

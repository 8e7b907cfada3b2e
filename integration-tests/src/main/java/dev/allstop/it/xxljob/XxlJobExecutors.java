package dev.allstop.it.xxljob;

import dev.allstop.it.services.Ports;
import dev.allstop.it.subject.Subject;
import java.io.IOException;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Executors of XXL-JOB, with a job per worker. What is enqueued waits on the admin's side; each job has one trigger at work
 * and one in the queue of its thread, unless one of them lasts: an acknowledgement waits for what is in the queue.
 */
public final class XxlJobExecutors implements Subject {

    private static final int TRIGGERS_PER_JOB = 2;
    private static final long LASTING_MILLIS = 1_000;
    private static final int RETRY_MILLIS = 50;

    private final Admin admin = new Admin();

    /** @throws IOException when there is no port for the admin's side */
    public XxlJobExecutors() throws IOException {
    }

    @Override
    public Server construct(String name, int workers) throws Exception {
        int port = Ports.free();
        Executor executor = (Executor) new ApplicationLoader().loadClass(ExecutorInLoader.class.getName())
                .getConstructor(String.class, int.class, String.class).newInstance(name, port, admin.address());
        return new Application(executor, port, workers);
    }

    private record Work(String id, long millis, long periodMillis) {

        /** How many triggers it stands for. */
        int room() {
            return millis < LASTING_MILLIS ? 1 : TRIGGERS_PER_JOB;
        }
    }

    private final class Application implements Server {

        private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
        private final Timer timer = new Timer("recurring", true);
        private final Executor executor;
        private final int port;
        private final int jobs;
        private volatile boolean started;

        Application(Executor executor, int port, int jobs) {
            this.executor = executor;
            this.port = port;
            this.jobs = jobs;
        }

        @Override
        public void start() {
            Thread.currentThread().setContextClassLoader(executor.getClass().getClassLoader());
            executor.start();
            started = true;
            for (int job = 1; job <= jobs; job++) {
                int jobId = job;
                Thread thread = new Thread(() -> send(jobId), "admin-job-" + job);
                thread.setDaemon(true);
                thread.start();
            }
        }

        private void send(int jobId) {
            Semaphore room = new Semaphore(TRIGGERS_PER_JOB);
            try {
                while (started) {
                    Work work = queue.take();
                    room.acquire(work.room());
                    while (started && !admin.run(port, jobId, work.id() + " " + work.millis(), () -> ended(work, room))) {
                        do {
                            Thread.sleep(RETRY_MILLIS);
                        } while (started && !admin.beat(port));
                    }
                }
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }

        /** Of what repeats, the next one is due a period after the one before. */
        private void ended(Work work, Semaphore room) {
            room.release(work.room());
            if (work.periodMillis() > 0) {
                timer.schedule(new TimerTask() {
                    @Override
                    public void run() {
                        queue.add(work);
                    }
                }, work.periodMillis());
            }
        }

        @Override
        public void pause() {
            // It cannot.
        }

        @Override
        public void unpause() {
            // Nor this.
        }

        @Override
        public void shutdown() {
            started = false;
            timer.cancel();
            executor.destroy();
        }

        @Override
        public void enqueue(String id, long millis) {
            queue.add(new Work(id, millis, 0));
        }

        @Override
        public void repeat(String id, long periodMillis) {
            queue.add(new Work(id, 0, periodMillis));
        }
    }
}

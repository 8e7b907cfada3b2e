package dev.allstop.it.inhouse;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Polls a batch of tasks and hands them to its pool, much as the TaskRunner of the Conductor client does. */
public final class TaskRunner {

    private static final long POLL_MILLIS = 20;

    /** A unit of work that the server hands out. */
    public static final class Task {

        private final String taskId;
        private final String taskType;
        private final Runnable work;
        private final long periodMillis;

        Task(String taskId, String taskType, Runnable work, long periodMillis) {
            this.taskId = taskId;
            this.taskType = taskType;
            this.work = work;
            this.periodMillis = periodMillis;
        }

        public String getTaskId() {
            return taskId;
        }
    }

    private final String taskType;
    private final Semaphore permits;
    private final ExecutorService executorService;
    private final Deque<Task> server = new ConcurrentLinkedDeque<>();
    private Thread poller;
    private volatile boolean paused;
    private volatile boolean shutDown;

    public TaskRunner(String taskType, int threadCount) {
        this.taskType = taskType;
        this.permits = new Semaphore(threadCount);
        this.executorService = Executors.newFixedThreadPool(threadCount);
    }

    public void start() {
        poller = new Thread(this::pollAndExecute, taskType + "-poller");
        poller.start();
    }

    public void setPaused(boolean isPaused) {
        paused = isPaused;
    }

    public void shutdown(int seconds) throws InterruptedException {
        shutDown = true;
        if (poller != null) {
            poller.join();
        }
        executorService.shutdown();
        executorService.awaitTermination(seconds, TimeUnit.SECONDS);
    }

    public void add(String id, Runnable work) {
        server.add(new Task(id, taskType, work, 0));
    }

    public void addEvery(long periodMillis, String id, Runnable work) {
        server.add(new Task(id, taskType, work, periodMillis));
    }

    private void pollAndExecute() {
        while (!shutDown) {
            int free = permits.drainPermits();
            List<Task> tasks = paused || free == 0 ? List.of() : pollTasks(free);
            permits.release(free - tasks.size());
            for (Task task : tasks) {
                executorService.execute(() -> execute(task));
            }
            if (tasks.isEmpty()) {
                pause(POLL_MILLIS);
            }
        }
    }

    private List<Task> pollTasks(int count) {
        List<Task> tasks = new ArrayList<>();
        for (Task task = server.poll(); task != null; task = tasks.size() < count ? server.poll() : null) {
            tasks.add(task);
        }
        return tasks;
    }

    private void execute(Task task) {
        try {
            task.work.run();
        } catch (RuntimeException failed) {
            System.err.println(task.taskId + " has failed: " + failed);
        } finally {
            permits.release();
            if (task.periodMillis > 0 && !shutDown) {
                again(task);
            }
        }
    }

    private void again(Task task) {
        Thread timer = new Thread(() -> {
            pause(task.periodMillis);
            server.add(task);
        });
        timer.setDaemon(true);
        timer.start();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.Lifecycle;
import org.springframework.scheduling.TaskScheduler;

/** A scheduler of Spring's; what is scheduled before it is started waits for that. */
abstract class SchedulerServer implements Subject.Server {

    private final TaskScheduler scheduler;
    private final List<Runnable> beforeStart = new ArrayList<>();
    private boolean started;

    SchedulerServer(TaskScheduler scheduler) {
        this.scheduler = scheduler;
    }

    @Override
    public synchronized void start() {
        initialize();
        started = true;
        beforeStart.forEach(Runnable::run);
    }

    abstract void initialize();

    private synchronized void whenStarted(Runnable call) {
        if (started) {
            call.run();
        } else {
            beforeStart.add(call);
        }
    }

    /** By the context's life cycle, since 6.1. */
    @Override
    public void pause() {
        if (scheduler instanceof Lifecycle pausable) {
            pausable.stop();
        }
    }

    @Override
    public void unpause() {
        if (scheduler instanceof Lifecycle pausable) {
            pausable.start();
        }
    }

    @Override
    public void enqueue(String id, long millis) {
        whenStarted(() -> scheduler.schedule(new LedgerTask(id, millis), Instant.now()));
    }

    @Override
    public void repeat(String id, long periodMillis) {
        whenStarted(() -> scheduler.scheduleAtFixedRate(new LedgerTask(id, 0), Duration.ofMillis(periodMillis)));
    }
}

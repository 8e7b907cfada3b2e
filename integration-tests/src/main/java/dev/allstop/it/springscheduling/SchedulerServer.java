package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.LateStart;
import dev.allstop.it.subject.LedgerTask;
import java.time.Duration;
import java.time.Instant;
import org.springframework.context.Lifecycle;
import org.springframework.scheduling.TaskScheduler;

/** A scheduler of Spring's. */
abstract class SchedulerServer extends LateStart {

    private final TaskScheduler scheduler;

    SchedulerServer(TaskScheduler scheduler) {
        this.scheduler = scheduler;
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

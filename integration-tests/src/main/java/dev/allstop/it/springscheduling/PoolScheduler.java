package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.Subject;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** A {@code ThreadPoolTaskScheduler}. */
public final class PoolScheduler implements Subject {

    @Override
    public Server construct(String name, int workers) {
        ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
        scheduler.setBeanName(name);
        scheduler.setPoolSize(workers);
        scheduler.setWaitForTasksToCompleteOnShutdown(true);
        return new SchedulerServer(scheduler) {
            @Override
            protected void begin() {
                scheduler.initialize();
            }

            @Override
            public void shutdown() {
                scheduler.shutdown();
            }
        };
    }
}

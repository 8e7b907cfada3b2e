package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.Subject;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** A {@code SimpleAsyncTaskScheduler}, of threads that the JVM's command line chooses. */
public final class ThreadPerTaskScheduler implements Subject {

    @Override
    public Server construct(String name, int workers) {
        SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
        scheduler.setThreadNamePrefix(name + "-");
        scheduler.setConcurrencyLimit(workers);
        scheduler.setVirtualThreads(Boolean.getBoolean("it.virtual"));
        return new SchedulerServer(scheduler) {
            @Override
            public void shutdown() {
                scheduler.close();
            }
        };
    }
}

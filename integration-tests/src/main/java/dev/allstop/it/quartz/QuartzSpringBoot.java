package dev.allstop.it.quartz;

import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Subject;
import java.util.Map;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;

/** {@code spring-boot-starter-quartz}. */
public final class QuartzSpringBoot implements Subject {

    /** The application. */
    @ImportAutoConfiguration(QuartzAutoConfiguration.class)
    public static class Application {
    }

    @Override
    public Server construct(String name, int workers) {
        return new SpringBootServer(Application.class, Map.of(
                "spring.quartz.scheduler-name", name,
                "spring.quartz.wait-for-jobs-to-complete-on-shutdown", "true",
                "spring.quartz.properties.org.quartz.threadPool.threadCount", workers)) {
            @Override
            public void enqueue(String id, long millis) throws SchedulerException {
                bean(Scheduler.class).scheduleJob(JobBuilder.newJob(LedgerJob.class).withIdentity(id)
                                .usingJobData(LedgerJob.MILLIS, String.valueOf(millis)).build(),
                        TriggerBuilder.newTrigger().withIdentity(id).startNow().build());
            }
        };
    }
}

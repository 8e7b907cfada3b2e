package dev.allstop.it.quartz;

import dev.allstop.it.springboot.AutoConfigurations;
import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Subject;
import java.util.HashMap;
import java.util.Map;
import org.quartz.JobBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.springframework.context.annotation.Import;

/** {@code spring-boot-starter-quartz}, with its RAMJobStore. */
public class QuartzSpringBoot implements Subject {

    private final Class<?> application;
    private final Map<String, Object> store;

    public QuartzSpringBoot() {
        this(Application.class, Map.of());
    }

    /** @param store properties of the starter */
    QuartzSpringBoot(Class<?> application, Map<String, Object> store) {
        this.application = application;
        this.store = store;
    }

    /** The application. */
    @Import(Starter.class)
    public static class Application {
    }

    /** Of Spring Boot 4, and of 3. */
    public static final class Starter extends AutoConfigurations {

        public Starter() {
            super("org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration",
                    "org.springframework.boot.autoconfigure.quartz.QuartzAutoConfiguration");
        }
    }

    @Override
    public Server construct(String name, int workers) {
        Map<String, Object> properties = new HashMap<>(store);
        properties.put("spring.quartz.scheduler-name", name);
        properties.put("spring.quartz.wait-for-jobs-to-complete-on-shutdown", "true");
        properties.put("spring.quartz.properties.org.quartz.threadPool.threadCount", workers);
        return new SpringBootServer(application, properties) {
            @Override
            public void enqueue(String id, long millis) throws SchedulerException {
                bean(Scheduler.class).scheduleJob(JobBuilder.newJob(LedgerJob.class).withIdentity(id)
                                .usingJobData(LedgerJob.MILLIS, String.valueOf(millis)).build(),
                        TriggerBuilder.newTrigger().withIdentity(id).startNow().build());
            }
        };
    }
}

package dev.allstop.it.springscheduling;

import dev.allstop.it.springboot.AutoConfigurations;
import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.Subject;
import java.time.Instant;
import java.util.Map;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The scheduler that Spring Boot makes for {@code @Scheduled}. */
public final class SchedulingSpringBoot implements Subject {

    /** The application. */
    @EnableScheduling
    @Import(Starter.class)
    public static class Application {
    }

    /** The same name in Spring Boot 3 and 4. */
    public static final class Starter extends AutoConfigurations {

        public Starter() {
            super("org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration");
        }
    }

    @Override
    public Server construct(String name, int workers) {
        return new SpringBootServer(Application.class, Map.of("spring.task.scheduling.pool.size", workers)) {
            @Override
            public void enqueue(String id, long millis) {
                bean(TaskScheduler.class).schedule(new LedgerTask(id, millis), Instant.now());
            }
        };
    }
}

package dev.allstop.it.springscheduling;

import dev.allstop.it.springboot.AutoConfigurations;
import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Subject;
import java.util.Map;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.scheduling.annotation.EnableAsync;

/** {@code @Async} methods on Spring Boot's {@code applicationTaskExecutor}. */
public final class AsyncSpringBoot implements Subject {

    /** The application. */
    @EnableAsync
    @Import({Starter.class, AsyncJobs.class})
    public static class Application {

        /** @param executor made by Spring Boot when somebody asks for it */
        public Application(AsyncTaskExecutor executor) {
            executor.execute(() -> { });
        }
    }

    /** The same name in Spring Boot 3 and 4. */
    public static final class Starter extends AutoConfigurations {

        public Starter() {
            super("org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration");
        }
    }

    @Override
    public Server construct(String name, int workers) {
        return new SpringBootServer(Application.class, Map.of("spring.task.execution.pool.core-size", workers)) {
            @Override
            public void enqueue(String id, long millis) {
                bean(AsyncJobs.class).run(id, millis);
            }
        };
    }
}

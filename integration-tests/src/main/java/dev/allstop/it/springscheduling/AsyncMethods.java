package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.LateStart;
import dev.allstop.it.subject.Subject;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** {@code @Async} methods in a context of Spring, on the {@code ThreadPoolTaskExecutor} of that context. */
public final class AsyncMethods implements Subject {

    /** The application. */
    @EnableAsync
    @Import(AsyncJobs.class)
    public static class Application {
    }

    @Override
    public Server construct(String name, int workers) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Application.class);
        context.registerBean("taskExecutor", ThreadPoolTaskExecutor.class, () -> {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("it-" + name + "-");
            executor.setCorePoolSize(workers);
            executor.setWaitForTasksToCompleteOnShutdown(true);
            return executor;
        });
        context.refresh();
        AsyncJobs jobs = context.getBean(AsyncJobs.class);
        return new LateStart() {
            /** By the context's life cycle, which such a pool takes part in since 6.1. */
            @Override
            public void pause() {
                context.stop();
            }

            @Override
            public void unpause() {
                context.start();
            }

            @Override
            public void shutdown() {
                context.close();
            }

            @Override
            public void enqueue(String id, long millis) {
                whenStarted(() -> jobs.run(id, millis));
            }

            @Override
            public void repeat(String id, long periodMillis) {
                whenStarted(() -> jobs.run(id, periodMillis, () -> repeat(id, periodMillis)));
            }
        };
    }
}

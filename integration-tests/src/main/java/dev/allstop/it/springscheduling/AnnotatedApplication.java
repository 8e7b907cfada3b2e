package dev.allstop.it.springscheduling;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.LedgerTask;
import dev.allstop.it.subject.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * {@code @Scheduled} methods in a context of Spring. Each thing that is done once leaves a second line in the ledger if
 * it was cancelled, or failed, written when the context has been closed.
 */
public final class AnnotatedApplication implements Subject {

    /** The methods. */
    @Configuration
    @EnableScheduling
    public static class Jobs {

        @Scheduled(fixedRate = 200)
        public void atARate() {
            Ledger.run("rate", 0);
        }

        @Scheduled(fixedDelay = 200)
        public void withADelay() {
            Ledger.run("delay", 0);
        }

        @Scheduled(cron = "* * * * * *")
        public void everySecond() {
            Ledger.run("cron", 0);
        }
    }

    /** One that can be seen running. */
    @Configuration
    public static class LongJobs {

        @Scheduled(fixedDelay = 10)
        public void forHalfASecond() {
            Ledger.run("long", 500);
        }
    }

    /** One that the scheduler only hands over. */
    public static class AsyncJob {

        @Async
        @Scheduled(fixedRate = 200)
        public void inThePool() {
            Ledger.run("async", 0);
        }
    }

    /** And to whom. */
    @Configuration
    @EnableAsync
    public static class Executors {

        @Bean(name = "taskExecutor")
        public TaskExecutor pool() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("it-async-");
            executor.setCorePoolSize(2);
            return executor;
        }
    }

    /** What the JVM's command line asks for; nothing at all is possible, too. */
    @Configuration
    public static class Schedulers {

        @Bean(name = "taskScheduler")
        public TaskScheduler pool() {
            ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
            scheduler.setPoolSize(3);
            scheduler.setWaitForTasksToCompleteOnShutdown(Boolean.getBoolean("it.wait"));
            scheduler.setAwaitTerminationSeconds(Integer.getInteger("it.wait.seconds", 0));
            return scheduler;
        }
    }

    /** Threads of their own, virtual ones. */
    @Configuration
    public static class VirtualSchedulers {

        @Bean(name = "taskScheduler")
        public TaskScheduler virtual() {
            SimpleAsyncTaskScheduler scheduler = new SimpleAsyncTaskScheduler();
            scheduler.setThreadNamePrefix("virtual-");
            scheduler.setVirtualThreads(true);
            return scheduler;
        }
    }

    private final Map<String, Future<?>> once = new ConcurrentHashMap<>();

    /** @param name {@code pool}, {@code long}, {@code async}, {@code virtual}, or anything else to leave it to Spring */
    @Override
    public Server construct(String name, int workers) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Jobs.class);
        switch (name) {
            case "pool" -> context.register(Schedulers.class);
            case "long" -> context.register(Schedulers.class, LongJobs.class);
            case "async" -> context.register(Schedulers.class, Executors.class, AsyncJob.class);
            case "virtual" -> context.register(VirtualSchedulers.class);
            default -> {
            }
        }
        return new Server() {
            @Override
            public void start() {
                context.refresh();
            }

            @Override
            public void pause() {
                context.stop();
            }

            @Override
            public void unpause() {
                context.start();
            }

            @Override
            public void shutdown() throws Exception {
                context.close();
                for (Map.Entry<String, Future<?>> job : once.entrySet()) {
                    try {
                        job.getValue().get(1, TimeUnit.MINUTES);
                    } catch (CancellationException cancelled) {
                        Ledger.run("cancelled-" + job.getKey(), 0);
                    } catch (ExecutionException failed) {
                        Ledger.run("failed-" + job.getKey(), 0);
                    }
                }
            }

            /** After so many milliseconds, as a task of its own; without any, submitted as a call. */
            @Override
            public void enqueue(String id, long millis) {
                TaskScheduler scheduler = context.getBean(TaskScheduler.class);
                once.put(id, millis > 0 ? scheduler.schedule(new LedgerTask(id, 0), Instant.now().plusMillis(millis))
                        : ((AsyncTaskExecutor) scheduler).submit((Callable<Object>) () -> {
                            Ledger.run(id, 0);
                            return id;
                        }));
            }

            @Override
            public void repeat(String id, long periodMillis) {
                context.getBean(TaskScheduler.class).scheduleAtFixedRate(new LedgerTask(id, 0),
                        Duration.ofMillis(periodMillis));
            }
        };
    }
}

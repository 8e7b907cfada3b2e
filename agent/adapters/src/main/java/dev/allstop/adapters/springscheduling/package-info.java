/**
 * Spring's task schedulers, 5.3 to 7.0: what is behind {@code @Scheduled}. Facts were read from the sources of
 * spring-context 5.3.39, 6.1.21, 6.2.19 and 7.0.10.
 *
 * <p>The job server is a {@code ThreadPoolTaskScheduler}, a {@code SimpleAsyncTaskScheduler} (6.1 and later), or the
 * {@code ConcurrentTaskScheduler} that Spring makes where an application has none. Each wraps what it runs into a
 * {@code DelegatingErrorHandlingRunnable}, or into its sub-class {@code ReschedulingRunnable} for triggers; {@code run()}
 * of that is the commit point, on the thread that runs the task. To whom such an object belongs is noted where it is made
 * ({@code errorHandlingTask}, {@code decorateTask}, {@code taskOnSchedulerThread}, the hand-over of a
 * {@code SimpleAsyncTaskScheduler} to {@code SimpleAsyncTaskExecutor.execute}), so before it can run. A {@code Callable}
 * is wrapped as it is submitted.
 *
 * <h2>While held</h2>
 * A thread that comes to a task waits in front of it, with the task in its hands; so no task is lost, whatever was to
 * run once runs after the resume, and a fixed delay and a trigger go on from there. Since the threads wait, what becomes
 * due stays in the scheduler's queue. The thread that hands the tasks of a {@code SimpleAsyncTaskScheduler} to threads of
 * their own waits as well, or there would be one more with every tick.
 *
 * <p>A fixed rate makes up for every period it has missed, by itself, in a burst ({@code ScheduledThreadPoolExecutor}
 * adds one period to the time of the run before). Of the runs that were due before a hold ended one takes place, the
 * others are left out ({@code MissedRuns}).
 *
 * <p>When the scheduler is shut down during a hold, the waiting threads end without running their task, whatever
 * {@code waitForTasksToCompleteOnShutdown} says: nothing may start during a hold, and the context must close. Their
 * futures are cancelled, as Spring cancels those that are still in the queue.
 *
 * <h2>Why nothing starts after the acknowledgement</h2>
 * Every task passes the gate on the thread that runs it and is in flight before it leaves the gate
 * ({@code RunTask.enter}), so the argument of {@link dev.allstop.core.gate.Gate} covers it without a gap between.
 *
 * <h2>What is left alone</h2>
 * Schedulers that a module of Spring makes for itself (those of listener containers and web sockets, which keep
 * connections alive), told by who constructed them. And {@code ThreadPoolTaskExecutor}: a scheduler runs jobs and nothing
 * else, but a pool may serve anybody. Spring Boot's {@code applicationTaskExecutor} runs {@code @Async} methods, and also
 * the asynchronous requests of Spring MVC, messages of web sockets, and the endless loops of listener containers that were
 * given it; held, it would hang the web site. Which pools run jobs the application's owner knows: they are named in the
 * option {@code adapters}, see the kind {@code executor}. A {@code SimpleAsyncTaskExecutor} on its own, which has no pool to
 * be named, is not held.
 */
package dev.allstop.adapters.springscheduling;

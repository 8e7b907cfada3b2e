/**
 * Spring Batch 4.3, 5.2 and 6.0. Facts were read from the sources of {@code spring-batch-core} 4.3.10, 5.2.6 and 6.0.3.
 *
 * <p>Spring Batch has no server that takes jobs: an application starts each. What comes closest, and is the job server
 * here, is the launcher, {@code SimpleJobLauncher} in 4 and {@code TaskExecutorJobLauncher} since, which in 6 is the
 * {@code JobOperator} itself: every start and restart goes through its {@code run(Job, JobParameters)}, and it knows the
 * task executor on which executions wait and run, and the repository in which they are recorded. An application has one,
 * or a few. Launchers of an application's own lead to one of these.
 *
 * <p>While a launcher is held, {@code run} throws a {@code java.util.concurrent.RejectedExecutionException} that says so,
 * before anything is written to the repository ({@link dev.allstop.adapters.springbatch.Launch}). Waiting instead would
 * block a caller, an HTTP request for example, for as long as a deploy takes, and to accept the execution without running
 * it would leave it {@code STARTING} for ever when the JVM goes, since Spring Batch never recovers an execution by itself.
 * Callers that are job servers, such as {@code @Scheduled} methods and Quartz, are held themselves. What a running job
 * launches is part of it and still starts, and is waited for: a {@code JobStep}, or a scheduler's job that was running when
 * the hold came.
 *
 * <p>An execution that was accepted and waits for a thread of the task executor will run, and is waited for: the library
 * has no means to give it back. The hold is acknowledged when the last of them has begun. Nor has it an end of its own; a launcher that was shut down keeps its gate closed.
 * {@code cancel} is {@code JobOperator.stop}: the execution ends after its present chunk as {@code STOPPED}, and can be
 * restarted anywhere.
 */
package dev.allstop.adapters.springbatch;

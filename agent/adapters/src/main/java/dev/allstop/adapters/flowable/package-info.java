/**
 * Flowable 6.8 and 8.0, process, case and history jobs alike. Facts were read from the sources of
 * {@code flowable-job-service} 6.8.1 and 8.0.0; the classes, methods and fields named here are the same in both.
 *
 * <p>The job server is an {@code org.flowable.job.service.impl.asyncexecutor.AbstractAsyncExecutor}, one per engine, one
 * per tenant, and one more for history jobs; started, stopped and started again. Claiming a job writes a lock owner and
 * the end of the lock into its row, and there are three ways to it:
 * <ul>
 * <li>{@code AcquireAsyncJobsDueRunnable.acquireAndExecuteJobs} locks a batch of due rows and hands them over;
 * <li>{@code AcquireTimerJobsRunnable.executeAcquireAndMoveCycle} locks due timers, and one of its own threads makes jobs
 *     of them, locked at birth, and hands them over;
 * <li>a transaction of the application that creates a job while the executor is active locks it at birth, and hands it
 *     over once it has been committed, on the application's thread.
 * </ul>
 * All end in {@code executeAsyncJob}, from where jobs wait in the queue of a pool, and run in {@code ExecuteAsyncRunnable}.
 * So {@code executeAsyncJob} is the gate for what was locked at birth, {@link dev.allstop.adapters.flowable.HandOver},
 * and the two runnables have one of their own, so that a held executor locks nothing. What was locked and has not begun
 * is unlocked as the library unlocks what it takes for lost, by {@code ResetExpiredJobsCmd}.
 *
 * <p>While an executor is held the library's search for expired locks goes on; it runs no job. Flowable does not extend
 * the lock of a job that runs: one that lasts longer than {@code asyncJobLockTime}, an hour by default, is run a second
 * time by the library itself, with or without a hold. Nor does it have a way to tell a job that it should end.
 */
package dev.allstop.adapters.flowable;

/**
 * The executor of XXL-JOB, 2.4, 2.5 and 3.3. Facts were read from the sources of 2.4.2, 2.5.0 and 3.3.2, in which
 * {@code ExecutorBizImpl} has different packages and answers with a class of its own.
 *
 * <p>The job server is an {@code XxlJobExecutor}. It takes no jobs, it is given them: the admin sends {@code /run} to its
 * small HTTP server, which calls {@code ExecutorBizImpl.run}, which puts the trigger into the queue of the thread that the
 * job has to itself ({@code JobThread.pushTriggerQueue}). That is the commit point. While held, {@code run} answers that it
 * has failed, and so do {@code beat} and {@code idleBeat}, by which the admin chooses an executor: with routing by failover
 * it takes another, and otherwise it retries as the job is configured to. The registration goes on, so that the executor is
 * found again after the resume, which needs no call. What waited in a queue before is run, and an acknowledgement waits for
 * its last start: nobody could give it back but by reporting it as failed.
 *
 * <p>Handlers may be any class of the application's, so a job begins when its thread makes the name of its log file
 * ({@code XxlJobFileAppender.makeLogFileName}), the first thing that it does with a trigger, and ends when the thread hands
 * over the result ({@code TriggerCallbackThread.pushCallBack}). It is drained when the admin has that result, or a file that
 * is sent later: an executor that goes down before would have its job taken for lost.
 *
 * <p>Handlers, threads and results belong to the library's classes, not to the executor: of several executors in one class
 * loader the last one that was constructed stands for them, and its {@code destroy()} ends the jobs of all.
 */
package dev.allstop.adapters.xxljob;

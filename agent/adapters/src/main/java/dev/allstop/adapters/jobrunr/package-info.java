/**
 * JobRunr 5.3, 6.3, 7.5 and 8.x, with any storage. Facts were read from the sources of 5.3.3, 6.3.5, 7.5.3 and 8.7.0.
 *
 * <p>The job server is {@code org.jobrunr.server.BackgroundJobServer}, the same class in all of them, started, stopped
 * and started again. It polls for jobs, and each worker that becomes free looks for more; both end in the one method
 * named in {@link dev.allstop.adapters.jobrunr.Generation}, which is the gate. What it has fetched goes through
 * {@code processJob}, the commit, to the worker pool, where {@code BackgroundJobPerformer.run} is the execution, from
 * claiming the job in the storage to saving how it ended.
 *
 * <p>In 5.x and 6.x several workers, here and on other servers, may come to one job; those that find it taken run
 * nothing, but count as a start, and may be listed for the moment that takes.
 *
 * <p>While a server is held its heartbeat and its updates of running jobs go on, and if it is the master it goes on
 * with the master's tasks: schedule, orphans, clean-up. None of them runs a job.
 */
package dev.allstop.adapters.jobrunr;

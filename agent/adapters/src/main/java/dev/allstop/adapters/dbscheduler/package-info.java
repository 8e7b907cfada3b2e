/**
 * db-scheduler 10.5 and 11.7 to 16.12, with both polling strategies. Facts were read from the sources of 10.5, 11.7,
 * 12.5.0, 13.0.0, 14.1.0, 15.6.0 and 16.12.0; the classes and fields named here are the same in all of them.
 *
 * <p>The job server is {@code com.github.kagkarlsson.scheduler.Scheduler}. Its one polling thread repeats the strategy:
 * FETCH ({@code FetchCandidates}) reads due rows and queues them, and a worker picks its row when it comes to it;
 * LOCK_AND_FETCH ({@code LockAndFetchCandidates}) picks a batch and queues that. Both run what was picked in
 * {@code ExecutePicked}. Picking is the commit point: it writes {@code picked} and a new version into the row.
 *
 * <p>While a scheduler is held its heartbeats and its search for dead executions go on; neither runs a job. A job is not
 * told of the hold: {@code isShuttingDown()}, the only thing it could ask, would be a lie that cannot be taken back.
 */
package dev.allstop.adapters.dbscheduler;

/**
 * ElasticJob-Lite 3.0. Facts were read from the sources of 3.0.4.
 *
 * <p>The job server is the {@code ElasticJobExecutor} that each job has on each node. It is run by a Quartz scheduler of the
 * job's own, with one thread and a store in memory; that scheduler is a part of it and no job server of kind
 * {@code quartz}. What the scheduler fires is {@code execute()}: it finds out which sharding items are this node's, and runs
 * them, one on that thread, several on a pool; then, once, what misfired meanwhile ({@code isExecuteMisfired}). The commit
 * point is the hand-over of the items ({@code process(config, contexts, source)}); each item is a job that is listed. The
 * library's own pause, {@code JobScheduleController.pauseJob()}, is Quartz's and lets one more execution start.
 *
 * <p>While held, a firing is left out before it has asked ZooKeeper for anything, and remembered; after the resume the job
 * is triggered once for all of them, as the library does after a misfire, unless it is told not to
 * ({@code misfire = false}). The node stays an instance of the job: its items stay with it during a hold, and other nodes
 * do not run them.
 */
package dev.allstop.adapters.elasticjob;

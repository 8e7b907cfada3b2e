/**
 * Quartz 2.3.2, 2.4.x and 2.5.x. Facts were read from the sources of 2.3.2, 2.4.1 and 2.5.2; the classes named here are
 * the same in all of them.
 *
 * <p>The job server is {@code org.quartz.core.QuartzScheduler}; {@code RemoteScheduler} and {@code RemoteMBeanScheduler}
 * are clients of one and are not of that class. Its one thread, {@code QuartzSchedulerThread}, repeats: wait for a free
 * worker, {@code JobStore.acquireNextTriggers}, wait for the fire time (up to 30 s), {@code JobStore.triggersFired},
 * hand a {@code JobRunShell} to the thread pool. {@code triggersFired} is the commit point: before it a trigger can be
 * released without a trace, after it the store counts the job as executing. Both calls are gated, on that thread only.
 *
 * <p>Allstop never calls {@code standby()}: it lets one more batch start on a saturated pool, and what somebody put in
 * standby has to stay there. Misfire handler and cluster manager go on during a hold, as they do in standby.
 */
package dev.allstop.adapters.quartz;

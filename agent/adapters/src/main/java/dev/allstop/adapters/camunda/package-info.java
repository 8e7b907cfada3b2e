/**
 * Camunda 7. Facts were read from the sources of {@code camunda-engine} 7.24.0.
 *
 * <p>The job server is an {@code org.camunda.bpm.engine.impl.jobexecutor.JobExecutor}, started, stopped and started again,
 * for one process engine or several. Claiming a job writes a lock owner and the end of the lock into its row, and there
 * are two ways to it:
 * <ul>
 * <li>{@code SequentialJobAcquisitionRunnable.acquireJobs} locks rows, in batches, of which each goes to the pool as one
 *     {@code ExecuteJobsRunnable}; a batch has several jobs where they exclude each other. This is the gate,
 *     {@link dev.allstop.adapters.camunda.AcquireJobs};
 * <li>an exclusive job that creates another for its own process instance locks it at birth, and the same runnable goes on
 *     with it. It is turned away where it would begin, {@link dev.allstop.adapters.camunda.ExecuteJob}.
 * </ul>
 * A batch waits in the queue of the pool, or, when that is full, in the acquisition until its next cycle. What was locked
 * and has not begun is unlocked as the library does it when it is shut down, by {@code UnlockJobCmd}.
 *
 * <p>Camunda does not extend the lock of a job that runs: one that lasts longer than {@code lockTimeInMillis}, five
 * minutes by default, is run a second time by the library itself, with or without a hold. Nor does it have a way to tell a
 * job that it should end. Executors that a container's resource adapter runs are not covered.
 */
package dev.allstop.adapters.camunda;

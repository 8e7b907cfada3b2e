/**
 * Temporal's {@code WorkerFactory}. Facts were read from the sources of temporal-sdk 1.38.0.
 *
 * <p>The job server is a {@code WorkerFactory} with all its workers. Each worker has threads that poll for workflow tasks,
 * from the common queue and from its sticky one, for activities and for Nexus operations: such a thread waits for a free
 * slot, polls for up to a minute ({@code ActivityPollTask.poll} and the like), and hands what the poll brought to a pool. The
 * commit point is the poll: what the server has answered with it counts as started, and its time-outs run. So the gate is
 * between slot and poll ({@code PollerTracker.pollStarted}), and the threads wait there while it is closed. The library's own
 * {@code suspendPolling()} lets the polls that are under way bring one more task each.
 *
 * <p>Nobody can end a poll that is under way without the danger of losing what it is about to bring, so an acknowledgement
 * waits for it: with an idle worker for as long as {@code WorkflowServiceStubsOptions.setRpcLongPollTimeout} says, 70 s by
 * default. Who wants to stop sooner sets it to a few seconds, and the server answers within that time. What a poll does bring
 * is run. A workflow task under way may run local activities, which are part of it; activities that its completion would
 * start at once on the same worker (eager ones) are left to the queue while the gate is closed.
 *
 * <p>A listed job is a task. An activity whose result is reported later by others has ended here when its method returns.
 * What was interrupted fails, and the server hands it out again as its retry policy says; so nothing is given back by
 * Allstop. Pollers that scale themselves ({@code PollerBehaviorAutoscaling}) poll on threads that must not wait, and are not
 * under control.
 */
package dev.allstop.adapters.temporal;

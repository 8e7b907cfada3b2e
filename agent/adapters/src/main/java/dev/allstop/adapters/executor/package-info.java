/**
 * Thread pools of the JDK, 17 to 25: {@code ThreadPoolExecutor}, {@code ScheduledThreadPoolExecutor} and executors with a
 * thread per task, virtual ones too. Facts were read from the sources of JDK 17, 21 and 25.
 *
 * <p>Nobody can tell from outside whether a pool runs jobs or serves requests, so none is held unless the operator names
 * it: {@code adapters=all,executor:orders-*;com.acme.billing.*}. A pattern is compared with the names of the pool's
 * threads and with the class that constructed it, the pool's owner. Spring's {@code ThreadPoolTaskExecutor} is such a
 * pool, named by its threads, {@code task-*} in Spring Boot. Classes of the JDK are woven only then.
 *
 * <p>Whatever the patterns say, what belongs to the machinery of others is left alone ({@code Infrastructure}): the pools
 * of web servers, connection pools, network clients, the JDK's own and Allstop's, and those inside job servers, which are
 * of a kind of their own. And where a pool that is held has been given to a listener container or another job server to
 * run its workers in, those endless tasks are no jobs of the pool ({@code WorkerLoops}): the jobs inside are counted by
 * the kind they are of.
 *
 * <h2>Where the gate is</h2>
 * A worker of a {@code ThreadPoolExecutor} gets its tasks from {@code getTask()}, but for the first, which it may be born
 * with ({@code runWorker}). While held, it waits in front of {@code getTask()} with nothing in its hands. One that was
 * waiting in the queue when the gate closed, or is born with a task, waits with that task, before it runs. So queued tasks
 * stay in the queue, what is submitted is queued, submitters are not blocked, and a pool without a queue
 * ({@code SynchronousQueue}, as of {@code newCachedThreadPool}) has its tasks kept aside rather than a thread waiting for
 * each. A pool whose queue is full does what its own policy says.
 *
 * <p>With a thread per task each thread waits in front of its task.
 *
 * <h2>Why nothing starts after the acknowledgement</h2>
 * A task is in flight before its thread leaves the gate ({@code Tasks.begin}), which it enters after it has got the task:
 * so a thread for which the gate was open is counted by the gate until its task is counted, and every other waits; see
 * {@link dev.allstop.core.gate.Gate}. The task stays in flight until its thread asks for the next one or ends, which is
 * after it has returned.
 *
 * <h2>Fixed rates</h2>
 * A {@code ScheduledThreadPoolExecutor} makes up for missed periods in a burst. Of the runs that were due before the hold
 * ended one takes place; for the others {@code FutureTask.runAndReset} is left out, and the pool goes on to the next.
 *
 * <h2>Shut down during a hold</h2>
 * The threads end without running anything. {@code shutdownNow()} returns, as it should, all that was not begun, with what
 * threads had in their hands. After {@code shutdown()} the pool would run what is queued; nothing may start during a hold,
 * so it is dropped, and its futures are cancelled for those who wait for them.
 */
package dev.allstop.adapters.executor;

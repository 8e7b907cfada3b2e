/**
 * Jesque 2.1 and 2.2. Facts were read from the sources of 2.1.3 and 2.2.0; the classes, methods and fields named here are
 * the same in both.
 *
 * <p>The job server is a {@code WorkerPool}, or a worker that belongs to none. A worker, {@code WorkerImpl} or
 * {@code WorkerPoolImpl} (the same with a pool of connections), is one thread that repeats: wait while it is paused, take
 * the next job out of a queue in Redis ({@code pop}), run it and note its end in Redis ({@code process}). {@code pop} is
 * the commit point: what it returns is out of the queue and runs next. It does not block; with nothing to take the worker
 * sleeps for half a second, which is also how soon it is back after a resume. The library's own pause is looked at before
 * {@code pop}, so a worker that has just passed it takes one more job.
 *
 * <p>A worker knows nothing of its pool. It registers when it is first run and belongs to no pool by then; before that it
 * takes nothing. After a late attach a pool is mostly out of reach, and then each of its workers is a job server.
 *
 * <p>Jobs have no identifier; a running one is listed by its class, its arguments and the number of its worker. When one
 * is interrupted, the library writes it to its list of failed jobs; given back, it is put in front of its queue again, and
 * that entry stays. A job queued by {@code recurringEnqueue} makes up for every period that was missed, one run after the
 * other, whoever kept it from running: that is the rule of {@code jesque_pop.lua}.
 */
package dev.allstop.adapters.jesque;

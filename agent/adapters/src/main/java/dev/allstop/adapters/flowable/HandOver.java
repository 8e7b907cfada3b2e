package dev.allstop.adapters.flowable;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.lang.ref.WeakReference;

/**
 * Around {@code AbstractAsyncExecutor.executeAsyncJob(JobInfo)}, to which every locked job comes, from the acquisition or
 * from the application's transaction that created it. At a closed gate the job is turned away as if the queue were full,
 * the answer false, and unlocked.
 *
 * <p>A job is known by identity: the row may be locked again, as another object, while the first still waits in the queue.
 */
final class HandOver implements HookHandler {

    private final Servers servers;
    /** By job; a runnable does not know its executor, of which an engine has several where it has tenants. */
    private final WeakIdentityMap<WeakReference<Object>> executors = new WeakIdentityMap<>();

    HandOver(Servers servers) {
        this.servers = servers;
    }

    private record Passed(JobServer server, ByIdentity key) {
    }

    @Override
    public Object enter(Object executor, Object[] arguments) {
        JobServer server = servers.find(executor);
        if (server == null) {
            return null;
        }
        Object job = arguments[0];
        ByIdentity key = new ByIdentity(job);
        if (!server.gate().enter()) {
            // Not unlocked on this thread, which may hold the last free connection of the application's pool.
            server.inFlight().turnAway(key, job);
            return HookHandler.skip(false);
        }
        executors.put(job, new WeakReference<>(executor));
        server.inFlight().commit(key, job);
        return new Passed(server, key);
    }

    /** False when the pool took no more; the library itself has unlocked the job. */
    @Override
    public void exit(Object token, Object executor, Object returned, Throwable thrown) {
        Passed passed = (Passed) token;
        if (!Boolean.TRUE.equals(returned)) {
            passed.server().inFlight().dropCommitted(passed.key());
        }
        passed.server().gate().leave();
    }

    /** The executor that the job of a runnable was handed over to; when that was not seen, the engine's. */
    Object executorOf(Object runnable, Object[] none) throws Throwable {
        FlowableLibrary library = FlowableLibrary.BOUND.of(runnable);
        Object job = library.jobOf(runnable);
        WeakReference<Object> executor = executors.get(job);
        return executor == null ? library.executorOfEngine(runnable, job) : executor.get();
    }
}

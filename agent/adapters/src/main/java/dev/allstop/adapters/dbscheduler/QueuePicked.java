package dev.allstop.adapters.dbscheduler;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;

/**
 * Around {@code Executor.addToQueue(Runnable, Runnable)}. With LOCK_AND_FETCH what comes here was picked in the passage
 * that goes on around it, and waits in the queue of the thread pool until a thread is free; with FETCH it is but a
 * candidate, of no interest.
 */
final class QueuePicked implements HookHandler {

    private final Servers servers;

    QueuePicked(Servers servers) {
        this.servers = servers;
    }

    private record Committed(JobServer server, ByIdentity key) {
    }

    @Override
    public Object enter(Object executor, Object[] arguments) throws Throwable {
        DbSchedulerLibrary library = DbSchedulerLibrary.of(executor);
        Object queued = arguments[0];
        if (!library.executePicked().isInstance(queued)) {
            return null;
        }
        JobServer server = servers.find(library.schedulerOfExecutePicked().invoke(queued));
        if (server == null) {
            return null;
        }
        Object row = library.executionOfExecutePicked().invoke(queued);
        ByIdentity key = new ByIdentity(row);
        server.inFlight().commit(key, row);
        return new Committed(server, key);
    }

    /** The pool refuses it once the scheduler stops. */
    @Override
    public void exit(Object token, Object executor, Object returned, Throwable thrown) {
        Committed committed = (Committed) token;
        if (thrown != null) {
            committed.server().inFlight().dropCommitted(committed.key());
        }
    }
}

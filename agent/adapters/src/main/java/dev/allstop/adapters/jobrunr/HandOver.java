package dev.allstop.adapters.jobrunr;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;

/**
 * Around {@code BackgroundJobServer.processJob(Job)}, which hands a fetched job to the worker pool; called inside the
 * passage of the fetch. From here on the job will start.
 *
 * <p>It is known by the {@code Job} object, which no version compares but by identity, and not by its id: 5.x and 6.x
 * may read a job twice before a worker claims it, and of the two performers only one runs it.
 */
final class HandOver implements HookHandler {

    private final Servers servers;

    HandOver(Servers servers) {
        this.servers = servers;
    }

    private record Committed(JobServer server, Object job) {
    }

    @Override
    public Object enter(Object server, Object[] arguments) {
        JobServer known = servers.find(server);
        if (known == null) {
            return null;
        }
        known.inFlight().commit(arguments[0], arguments[0]);
        return new Committed(known, arguments[0]);
    }

    /** It throws when the server was stopped or paused in between; nothing will run the job then. */
    @Override
    public void exit(Object token, Object server, Object returned, Throwable thrown) {
        Committed committed = (Committed) token;
        if (thrown != null) {
            committed.server().inFlight().dropCommitted(committed.job());
        }
    }
}

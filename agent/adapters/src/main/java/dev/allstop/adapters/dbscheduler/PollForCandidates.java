package dev.allstop.adapters.dbscheduler;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.Servers;

/**
 * Around {@code FetchCandidates.run}, which reads due rows and queues them as candidates; not a passage, because
 * nothing is picked there. Left out at a closed gate all the same: every candidate turned away counts as done and, with
 * enough rows due, makes the scheduler read the next ones at once, so a held server would hammer the database.
 */
final class PollForCandidates implements HookHandler {

    private final Servers servers;
    private final Owner owner;

    PollForCandidates(Servers servers, Owner owner) {
        this.servers = servers;
        this.owner = owner;
    }

    @Override
    public Object enter(Object fetch, Object[] arguments) throws Throwable {
        JobServer server = servers.find(owner.of(fetch, arguments));
        return server != null && server.gate().isClosed() ? HookHandler.skip(null) : null;
    }
}

package dev.allstop.adapters.dbscheduler;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.Servers;
import java.util.Optional;

/**
 * Around {@code FetchCandidates$PickDue.call}, the commit point of the strategy FETCH: marks one queued candidate as
 * picked, and the same thread runs it next. A candidate turned away leaves its row as it is, for any server.
 *
 * <p>A picked {@code Execution} is known by identity: its own {@code equals} compares task and time, and a row that was
 * run and rescheduled can be picked again before its first run has left the worker.
 */
final class PickCandidate extends Fetch {

    PickCandidate(Servers servers, Owner owner) {
        super(servers, owner, Optional.empty());
    }

    @Override
    protected void fetched(JobServer server, Object pickDue, Object returned) {
        ((Optional<?>) returned).ifPresent(row -> server.inFlight().commit(new ByIdentity(row), row));
    }
}

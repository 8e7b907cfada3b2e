package dev.allstop.adapters.temporal;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.Servers;
import java.util.Optional;

/**
 * Activities that the server may hand to a worker together with the answer to the workflow task that wants them. The worker
 * reserves slots for them before; each stands for its activity.
 */
final class EagerActivities {

    private final Servers servers;
    private final Owner owner;

    EagerActivities(Servers servers, Factories factories) {
        this.servers = servers;
        this.owner = (dispatcher, arguments) ->
                factories.of(TemporalLibrary.BOUND.of(dispatcher).slotSupplierOfEager(dispatcher));
    }

    /** Around {@code tryReserveActivitySlot(command)}. */
    HookHandler reservation() {
        return new Fetch(servers, owner, Optional.empty()) {
            @Override
            protected void fetched(JobServer server, Object dispatcher, Object returned) {
                ((Optional<?>) returned).ifPresent(slot -> server.inFlight().commit(new ByIdentity(slot), slot));
            }
        };
    }

    /** Before {@code releaseActivitySlotReservations(slots)}: the server has not used them. */
    HookHandler release() {
        return new HookHandler() {
            @Override
            public Object enter(Object dispatcher, Object[] arguments) throws Throwable {
                JobServer server = servers.find(owner.of(dispatcher, arguments));
                if (server != null) {
                    for (Object slot : (Iterable<?>) arguments[0]) {
                        server.inFlight().dropCommitted(new ByIdentity(slot));
                    }
                }
                return null;
            }
        };
    }
}

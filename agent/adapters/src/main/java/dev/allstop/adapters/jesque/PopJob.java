package dev.allstop.adapters.jesque;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Fetch;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;

/** Around a worker's {@code pop(queue)}: with the gate closed the queue is empty. */
final class PopJob extends Fetch {

    private final Servers servers;
    private final Crews crews;

    PopJob(Servers servers, Crews crews) {
        super(servers, (worker, arguments) -> {
            crews.watch(worker);
            return crews.serverOf(worker);
        }, null);
        this.servers = servers;
        this.crews = crews;
    }

    @Override
    protected void turnedAway(Object worker, Object[] arguments) {
        drop(servers.find(crews.serverOf(worker)), worker);
    }

    @Override
    protected void fetched(JobServer server, Object worker, Object returned) {
        drop(server, worker);
        server.inFlight().commit(new ByIdentity(worker), new Taken());
    }

    /** A worker that comes back for more will not run what it took before: the library could not read it. */
    private static void drop(JobServer server, Object worker) {
        server.inFlight().dropCommitted(new ByIdentity(worker));
    }
}

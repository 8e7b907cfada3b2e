package dev.allstop.core.adapter;

/**
 * Around the method that hands one fetched job to those who will run it, called inside the passage of its
 * {@link Fetch}: from here on it will start, unless the method throws. The job is known by identity, so its
 * {@link Execution} has {@link ByIdentity} of the same object for a key.
 */
public final class Commit implements HookHandler {

    /** Finds the job in the call; null when there is none. */
    @FunctionalInterface
    public interface Job {

        Object of(Object self, Object[] arguments) throws Throwable;
    }

    private final Servers servers;
    private final Owner owner;
    private final Job job;

    public Commit(Servers servers, Owner owner, Job job) {
        this.servers = servers;
        this.owner = owner;
        this.job = job;
    }

    private record Committed(JobServer server, ByIdentity key) {
    }

    @Override
    public Object enter(Object self, Object[] arguments) throws Throwable {
        Object handedOver = job.of(self, arguments);
        JobServer server = handedOver == null ? null : servers.find(owner.of(self, arguments));
        if (server == null) {
            return null;
        }
        ByIdentity key = new ByIdentity(handedOver);
        server.inFlight().commit(key, handedOver);
        return new Committed(server, key);
    }

    @Override
    public void exit(Object token, Object self, Object returned, Throwable thrown) {
        Committed committed = (Committed) token;
        if (thrown != null) {
            committed.server().inFlight().dropCommitted(committed.key());
        }
    }
}

package dev.allstop.core.adapter;

/**
 * Around the method with which a library commits to jobs: left out while the gate is closed, counted as a passage
 * while it runs. A subclass may undo something when it is turned away and register what was fetched.
 */
public class Fetch implements HookHandler {

    private final Servers servers;
    private final Owner owner;
    private final Object nothing;

    /** @param nothing what the method returns when there is nothing to do; of the JDK, never of a library */
    public Fetch(Servers servers, Owner owner, Object nothing) {
        this.servers = servers;
        this.owner = owner;
        this.nothing = nothing;
    }

    @Override
    public final Object enter(Object self, Object[] arguments) throws Throwable {
        JobServer server = servers.find(owner.of(self, arguments));
        if (server == null) {
            return null;
        }
        if (server.gate().enter()) {
            return server;
        }
        turnedAway(self, arguments);
        return HookHandler.skip(nothing);
    }

    @Override
    public final void exit(Object token, Object self, Object returned, Throwable thrown) throws Throwable {
        JobServer server = (JobServer) token;
        try {
            if (returned != null && thrown == null) {
                fetched(server, self, returned);
            }
        } finally {
            server.gate().leave();
        }
    }

    /** The gate is closed. Runs on the library's thread, before the method is left out. */
    protected void turnedAway(Object self, Object[] arguments) throws Throwable {
    }

    /** Still inside the passage: {@linkplain dev.allstop.core.gate.InFlight#commit commits} what was fetched. */
    protected void fetched(JobServer server, Object self, Object returned) throws Throwable {
    }
}

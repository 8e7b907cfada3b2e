package dev.allstop.core.adapter;

import dev.allstop.core.gate.Run;

/**
 * Around the method that runs one job: lists it while it runs, and leaves it out when it was committed and then
 * given back.
 */
public final class Execution implements HookHandler {

    /** What tells executions apart, compared by {@code equals}. */
    @FunctionalInterface
    public interface Key {

        /** Each call is an execution of its own, known by the object that runs it. */
        Key SELF = (self, arguments) -> self;

        Object of(Object self, Object[] arguments) throws Throwable;
    }

    private final Servers servers;
    private final Owner owner;
    private final Key key;
    private final boolean gated;

    private Execution(Servers servers, Owner owner, Key key, boolean gated) {
        this.servers = servers;
        this.owner = owner;
        this.key = key;
        this.gated = gated;
    }

    /** The commit point lies before: whatever gets here was committed and runs, unless it was withdrawn. */
    public static Execution ofCommitted(Servers servers, Owner owner, Key key) {
        return new Execution(servers, owner, key, false);
    }

    /** The start is itself the commit point: left out while the gate is closed, with nothing lost by that. */
    public static Execution gated(Servers servers, Owner owner, Key key) {
        return new Execution(servers, owner, key, true);
    }

    private record Running(JobServer server, Run run) {
    }

    @Override
    public Object enter(Object self, Object[] arguments) throws Throwable {
        JobServer server = servers.find(owner.of(self, arguments));
        if (server == null) {
            return null;
        }
        if (gated && !server.gate().enter()) {
            return HookHandler.skip(null);
        }
        try {
            Run run = server.inFlight().start(key.of(self, arguments), self);
            return run == null ? HookHandler.skip(null) : new Running(server, run);
        } finally {
            if (gated) {
                server.gate().leave();
            }
        }
    }

    @Override
    public void exit(Object token, Object self, Object returned, Throwable thrown) {
        Running running = (Running) token;
        running.server().inFlight().end(running.run());
    }
}

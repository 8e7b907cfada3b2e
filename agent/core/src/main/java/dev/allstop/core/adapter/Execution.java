package dev.allstop.core.adapter;

import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.Run;

/**
 * Around the method that runs one job: lists it while it runs, and leaves it out when it must not start. A subclass may
 * undo something when a job is turned away, and say more of those that run.
 */
public class Execution implements HookHandler {

    /** What tells executions apart, compared by {@code equals}. */
    @FunctionalInterface
    public interface Key {

        /** Each call is an execution of its own, known by the object that runs it. */
        Key SELF = (self, arguments) -> self;

        Object of(Object self, Object[] arguments) throws Throwable;
    }

    /** How a job comes to this method. */
    public enum Admission {

        /** The commit point lies before: whatever gets here was committed and runs, unless it was withdrawn. */
        COMMITTED,

        /**
         * Likewise, of a library whose {@link ServerControl#gateClosed} gives back what was committed and not started: so
         * is what was claimed before Allstop was attached and comes to its start while the gate is closed.
         */
        CLAIMED,

        /** The start is itself the commit point: left out while the gate is closed. */
        GATED,

        /**
         * Likewise, but waits in front of the method for the resume; left out when the server ends or the thread is
         * interrupted meanwhile. For a worker's thread, never for one that serves others.
         */
        WAITING
    }

    private final Servers servers;
    private final Owner owner;
    private final Key key;
    private final Admission admission;
    private final Object nothing;

    /** @param nothing what the method returns when it is left out; of the JDK, never of a library */
    protected Execution(Servers servers, Owner owner, Key key, Admission admission, Object nothing) {
        this.servers = servers;
        this.owner = owner;
        this.key = key;
        this.admission = admission;
        this.nothing = nothing;
    }

    /** See {@link Admission#COMMITTED}. */
    public static Execution ofCommitted(Servers servers, Owner owner, Key key) {
        return new Execution(servers, owner, key, Admission.COMMITTED, null);
    }

    /** See {@link Admission#CLAIMED}. */
    public static Execution ofClaimed(Servers servers, Owner owner, Key key) {
        return new Execution(servers, owner, key, Admission.CLAIMED, null);
    }

    /** See {@link Admission#GATED}; nothing must be lost by leaving it out. */
    public static Execution gated(Servers servers, Owner owner, Key key) {
        return new Execution(servers, owner, key, Admission.GATED, null);
    }

    /** See {@link Admission#WAITING}. */
    public static Execution waiting(Servers servers, Owner owner, Key key) {
        return new Execution(servers, owner, key, Admission.WAITING, null);
    }

    private record Running(JobServer server, Run run) {
    }

    @Override
    public final Object enter(Object self, Object[] arguments) throws Throwable {
        JobServer server = servers.find(owner.of(self, arguments));
        if (server == null) {
            return null;
        }
        Admission how = admission(self, arguments);
        if (how == Admission.CLAIMED && server.isOlder() && server.gate().isClosed()
                && server.inFlight().turnAway(key.of(self, arguments), subject(self, arguments))) {
            return HookHandler.skip(nothing);
        }
        if (how == Admission.COMMITTED || how == Admission.CLAIMED) {
            return started(server, self, arguments);
        }
        if (!passes(server, how)) {
            turnedAway(self, arguments);
            return HookHandler.skip(nothing);
        }
        try {
            return started(server, self, arguments);
        } finally {
            server.gate().leave();
        }
    }

    private static boolean passes(JobServer server, Admission how) {
        Gate gate = server.gate();
        return how == Admission.WAITING
                ? gate.enterWhenOpen(() -> server.isEnded() || Thread.currentThread().isInterrupted())
                : gate.enter();
    }

    private Object started(JobServer server, Object self, Object[] arguments) throws Throwable {
        Object subject = subject(self, arguments);
        Run run = server.inFlight().start(key.of(self, arguments), subject);
        if (run == null) {
            return HookHandler.skip(nothing);
        }
        started(run, subject);
        return new Running(server, run);
    }

    @Override
    public final void exit(Object token, Object self, Object returned, Throwable thrown) throws Throwable {
        Running running = (Running) token;
        try {
            ended(self);
        } finally {
            running.server().inFlight().end(running.run());
        }
    }

    /** How this job comes here, if not all come in the same way. */
    protected Admission admission(Object self, Object[] arguments) throws Throwable {
        return admission;
    }

    /** The gate is closed. Runs on the library's thread, before the method is left out. */
    protected void turnedAway(Object self, Object[] arguments) throws Throwable {
    }

    /** The {@link Run#subject} of a job that was not committed before; by default the object that runs it. */
    protected Object subject(Object self, Object[] arguments) throws Throwable {
        return self;
    }

    /** @param subject of this call, other than that of the run when it was committed before */
    protected void started(Run run, Object subject) throws Throwable {
    }

    /** The method is over; after this the job does not run any more. */
    protected void ended(Object self) throws Throwable {
    }
}

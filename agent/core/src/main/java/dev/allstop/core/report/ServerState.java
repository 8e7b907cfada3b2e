package dev.allstop.core.report;

/**
 * Where a job server, a node or the fleet stands. Declared from best to worst for somebody who waits for a stop, so
 * that the state of a whole is the {@linkplain #worst worst} of its parts.
 */
public enum ServerState {

    /** Ended by the application or by an operator; nothing can start. */
    SHUTDOWN,
    /** Gate closed, nothing runs, nothing accepted waits inside the library. */
    DRAINED,
    /** Gate closed and acknowledged; jobs that were committed before still run. */
    DRAINING,
    /** The gate is being closed: a fetch that began earlier is still on its way. */
    QUIETING,
    /** Free to take jobs. */
    RUNNING,
    /** The gate could not be closed, or a hook is missing: jobs may start whatever Allstop does. */
    UNCONTROLLED;

    /** The worse of two states. */
    public ServerState worst(ServerState other) {
        return ordinal() >= other.ordinal() ? this : other;
    }
}

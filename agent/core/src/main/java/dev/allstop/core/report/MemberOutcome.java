package dev.allstop.core.report;

/** What became of one member of the fleet during an order. */
public enum MemberOutcome {
    /** Nothing asked of it, or it was started after the hold and runs. */
    RUNNING,
    DRAINED,
    /** Not drained yet; without an acknowledgement as long as its gates are closing. */
    DRAINING,
    /** Did not acknowledge, nor say that its gates are closing; may still be running and may stop late. */
    UNREACHABLE,
    /** Said goodbye after it had drained. */
    LEFT,
    /** Left, or vanished, before it had drained. */
    LOST,
    /** Expected by the operator, never seen. */
    MISSING,
    /** At least one of its servers could not be controlled. */
    UNCONTROLLED
}

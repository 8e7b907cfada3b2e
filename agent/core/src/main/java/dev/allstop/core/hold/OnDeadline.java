package dev.allstop.core.hold;

/** What happens to jobs that still run when the deadline of a stop has passed. */
public enum OnDeadline {
    /** Report them and keep the hold; nothing is harmed. */
    REPORT,
    /** Release the hold. */
    RESUME,
    /** Ask them to end by their library's cooperative means. */
    CANCEL,
    /** Interrupt the threads that run them. */
    INTERRUPT,
    /** Interrupt them, wait for their end, and put them back in their library's queue. */
    GIVEBACK
}

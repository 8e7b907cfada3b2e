package dev.allstop.core.report;

/** What came of an order. Only {@link #STOPPED} and {@link #RESUMED} are success. */
public enum Verdict {
    STOPPED, NOT_DRAINED, INCOMPLETE, UNCONTROLLED, RESUMED, REFUSED
}

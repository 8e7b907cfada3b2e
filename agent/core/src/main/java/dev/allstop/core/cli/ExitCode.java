package dev.allstop.core.cli;

/** What the command line tells scripts. Public interface: add, never change. */
final class ExitCode {

    static final int DONE = 0;
    static final int INTERNAL_ERROR = 1;
    static final int USAGE = 2;
    static final int NOT_DRAINED = 3;
    static final int INCOMPLETE = 4;
    static final int UNCONTROLLED = 5;
    static final int HOLD_ENDED = 6;
    static final int NO_AGENT = 7;

    private ExitCode() {
    }
}

package dev.allstop.demohost.ledger;

import java.util.Locale;

/** How an execution ended; while it runs it has none. */
public enum Outcome {

    DONE, INTERRUPTED, FAILED;

    /** The word in the ledger. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.allstop.core.adapter;

import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.InFlight;

/** A registered job server as adapters see it. */
public interface JobServer {

    Gate gate();

    InFlight inFlight();

    /** Whether the application, or an operator, has ended it. */
    boolean isEnded();

    /** Whether it was constructed before Allstop was attached, so that it may have claimed jobs that nobody saw. */
    default boolean isOlder() {
        return false;
    }
}

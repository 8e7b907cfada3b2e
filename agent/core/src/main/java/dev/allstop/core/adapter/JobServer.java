package dev.allstop.core.adapter;

import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.InFlight;

/** A registered job server as adapters see it. */
public interface JobServer {

    Gate gate();

    InFlight inFlight();

    /** Whether the application, or an operator, has ended it. */
    boolean isEnded();
}

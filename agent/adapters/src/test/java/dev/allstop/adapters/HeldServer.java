package dev.allstop.adapters;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Weaving;
import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.InFlight;

/** A registered server without a node around it. */
public record HeldServer(Gate gate, InFlight inFlight) implements JobServer {

    /** As if every hook were in place; the hooks themselves are proven with the real jar, in integration-tests. */
    public static final Weaving ALL_WOVEN = (neighbour, className, method, parameters) -> { };

    public HeldServer() {
        this(new Gate(() -> { }), new InFlight(() -> false, () -> { }));
    }

    @Override
    public boolean isEnded() {
        return false;
    }
}

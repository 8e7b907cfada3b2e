package dev.allstop.core.fleet;

import dev.allstop.core.report.TrailEntry;

/** Is told of orders; must not block and must not call the fleet. Called by threads of Allstop. */
public interface FleetListener {

    /** An order was given, here or on another node, or its outcome is known. */
    void recorded(TrailEntry entry);
}

package dev.allstop.core.fleet.wire;

import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.report.NodeStatus;
import java.util.List;
import java.util.Map;

/** What nodes say to each other. Everything can be said any number of times, in any order. */
public sealed interface FleetMessage {

    /**
     * Holds, released ones too. An order is an announcement of a new hold.
     *
     * @param entries with their times on the receiver's clock
     * @param digest  of all that the sender knows, of which the entries may be a part
     * @param watchMs for how long the sender wants to hear of every change at once, 0 if it does not
     */
    record Holds(List<HoldEntry> entries, long digest, long watchMs) implements FleetMessage {

        public Holds {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A node's status, or a part of it when it is too long for one message.
     *
     * @param node     with only those servers that belong to this part; the rest of it comes with part 0
     * @param seen    the holds whose news have been carried out, and whether they are released
     * @param sequence shared by all parts of one status, grows from status to status
     */
    record Status(NodeStatus node, Map<String, Boolean> seen, long sequence, int part, int parts)
            implements FleetMessage {

        public Status {
            seen = Map.copyOf(seen);
        }
    }

    /** "Tell me your status", and keep me informed for so many milliseconds. */
    record Ask(long watchMs) implements FleetMessage {
    }

    /** The sender leaves the fleet on purpose; its last status came before. */
    record Goodbye() implements FleetMessage {
    }

    /** Of a kind that a later version knows. */
    record Unknown(int kind) implements FleetMessage {
    }
}

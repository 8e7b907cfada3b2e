package dev.allstop.core.fleet;

import dev.allstop.core.fleet.wire.FleetMessage.Status;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the parts of one sender's statuses together, newest first; what is overtaken is dropped. Not thread-safe. */
final class StatusParts {

    private long newest;
    private long collecting;
    private final Map<Integer, Status> parts = new TreeMap<>();

    /** The whole status, with its holds seen, once the last of its parts has come. */
    Optional<Status> add(Status part) {
        if (part.sequence() <= newest || part.sequence() < collecting) {
            return Optional.empty();
        }
        if (part.sequence() > collecting) {
            collecting = part.sequence();
            parts.clear();
        }
        parts.put(part.part(), part);
        if (parts.size() < part.parts() || !parts.containsKey(0)) {
            return Optional.empty();
        }
        newest = collecting;
        Status first = parts.get(0);
        List<ServerReport> servers = new ArrayList<>();
        parts.values().forEach(each -> servers.addAll(each.node().servers()));
        parts.clear();
        NodeStatus node = first.node();
        return Optional.of(new Status(new NodeStatus(node.incarnation(), node.sequence(), node.name(), node.host(),
                node.pid(), node.version(), node.labels(), node.acks(), node.drained(), node.exempt(), servers),
                first.seen(), first.sequence(), 0, 1));
    }
}

package dev.allstop.core.report;

import java.util.List;
import java.util.Map;

/**
 * What one JVM says of itself.
 *
 * @param incarnation random identity of this JVM's life; a restarted JVM with the same name is another node
 * @param sequence    grows with every change, so that a late message never overwrites a newer one
 * @param labels      as configured
 * @param acks        by hold id, for every hold that selects a server here or that this node has looked at and found
 *                    to select none: milliseconds from the order to the moment when all selected gates were closed
 *                    and no earlier fetch was on its way. A hold that is not in the map is not acknowledged
 * @param drained     by hold id: milliseconds from the order to the moment when all selected servers were drained
 * @param exempt      ids of holds that do not cover this JVM because it was started after them
 * @param servers     every registered job server
 */
public record NodeStatus(String incarnation, long sequence, String name, String host, long pid, String version,
                         Map<String, String> labels, Map<String, Long> acks, Map<String, Long> drained,
                         List<String> exempt, List<ServerReport> servers) {

    public NodeStatus {
        labels = Map.copyOf(labels);
        acks = Map.copyOf(acks);
        drained = Map.copyOf(drained);
        exempt = List.copyOf(exempt);
        servers = List.copyOf(servers);
    }
}

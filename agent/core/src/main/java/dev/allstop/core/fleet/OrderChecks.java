package dev.allstop.core.fleet;

import dev.allstop.core.fleet.Fleet.Order;
import dev.allstop.core.fleet.wire.PrintableText;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is refused before anything is touched, each with a sentence that says what to write instead. */
final class OrderChecks {

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_SELECT = 2000;
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    private OrderChecks() {
    }

    /** @throws IllegalArgumentException if a value of it is out of range */
    static void check(Order order) {
        check(order.timeout());
        order.lease().ifPresent(lease -> {
            if (lease.compareTo(SHORTEST_LEASE) < 0 || lease.compareTo(LONGEST_TIMEOUT) > 0) {
                throw new IllegalArgumentException("lease " + lease.toMillis() + "ms is out of range: write 1s to 365d; it is "
                        + "renewed by itself while somebody waits, and released when it runs out");
            }
        });
        if (order.select().toString().length() > LONGEST_SELECT) {
            throw new IllegalArgumentException("select is longer than " + LONGEST_SELECT + " characters: select by a label "
                    + "that the nodes share instead");
        }
    }

    /** @throws IllegalArgumentException if it is out of range */
    static void check(Duration timeout) {
        if (timeout.isNegative() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout " + timeout + " is out of range: write 0s to 365d, such as 30s or 10m");
        }
    }

    /**
     * Refuses what would stop nothing.
     *
     * @throws IllegalStateException    if there is no job server anywhere
     * @throws IllegalArgumentException if none is selected, with what there is
     */
    static void check(Selector select, List<MemberSight> present) {
        if (present.stream().anyMatch(member -> !member.spoken() || selects(select, member.status()))) {
            return;
        }
        if (present.stream().allMatch(member -> member.status().servers().isEmpty())) {
            throw new IllegalStateException("there is no job server on any of " + present.size() + " nodes, so nothing was "
                    + "stopped: look at status() whether the agent is in the JVMs that run jobs");
        }
        throw new IllegalArgumentException("select \"" + select + "\" matches no job server; there are "
                + whatThereIs(present));
    }

    /** Whether a job server of that node is selected. */
    static boolean selects(Selector select, NodeStatus node) {
        if (select.acceptsNode(node.name(), node.incarnation(), node.labels())) {
            for (ServerReport server : node.servers()) {
                if (select.acceptsServer(server.kind(), server.name())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As much of what somebody wrote as is kept, on one line. */
    static String text(String text) {
        String printable = PrintableText.of(text == null ? "" : text.trim());
        return printable.length() <= LONGEST_TEXT ? printable : printable.substring(0, LONGEST_TEXT);
    }

    private static String whatThereIs(List<MemberSight> present) {
        Map<String, TreeSet<String>> values = new TreeMap<>();
        for (MemberSight member : present) {
            NodeStatus node = member.status();
            values.computeIfAbsent("node", key -> new TreeSet<>()).add(node.name());
            node.labels().forEach((key, value) -> values.computeIfAbsent(key, label -> new TreeSet<>()).add(value));
            for (ServerReport server : node.servers()) {
                values.computeIfAbsent("kind", key -> new TreeSet<>()).add(server.kind());
                values.computeIfAbsent("name", key -> new TreeSet<>()).add(server.name());
            }
        }
        List<String> listed = new ArrayList<>();
        values.forEach((key, all) -> listed.add(key + "=" + String.join(",", all.stream().limit(20).toList())
                + (all.size() > 20 ? ",… (" + all.size() + ")" : "")));
        return String.join("; ", listed);
    }
}

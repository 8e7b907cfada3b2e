package dev.allstop.core.management;

import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.hold.Selector.Condition;
import dev.allstop.core.report.NodeReport;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A part of the fleet that has a bean of its own: this JVM, or one job server in it. Orders for it are orders to the
 * fleet that select nothing else, by incarnation, since names of nodes need not be unique.
 */
final class Part {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Fleet fleet;
    private final NodeIdentity identity;
    private final Selector select;
    private final String what;

    private Part(Fleet fleet, NodeIdentity identity, List<Condition> further, String what) {
        this.fleet = fleet;
        this.identity = identity;
        this.what = what;
        List<Condition> conditions = new ArrayList<>();
        conditions.add(is(Selector.INCARNATION, identity.incarnation()));
        conditions.addAll(further);
        select = new Selector(conditions);
    }

    static Part node(Fleet fleet, NodeIdentity identity) {
        return new Part(fleet, identity, List.of(), "node " + identity.name());
    }

    static Part server(Fleet fleet, NodeIdentity identity, JobServerView server) {
        return new Part(fleet, identity, List.of(is("kind", server.kind()), is("name", server.name())),
                server.kind() + "/" + server.name());
    }

    Report quiet() {
        return quiet(order(identity.defaultTimeout()));
    }

    Report quiet(Fleet.Order order) {
        return only(fleet.quiet(narrowed(order)));
    }

    Report stop(Duration timeout) {
        return stop(order(timeout));
    }

    Report stop(Fleet.Order order) {
        return only(fleet.stop(narrowed(order)));
    }

    /** Waits until all that is held of it is drained; looks again and again at what is in memory. */
    Report awaitDrained(Duration timeout) {
        long since = System.nanoTime();
        Report now = status();
        if (now.hold().isEmpty()) {
            throw new IllegalStateException(what + " is not held, so there is nothing to wait for: order a stop first");
        }
        while (now.is(Verdict.NOT_DRAINED) && System.nanoTime() - since < timeout.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
            now = status();
        }
        long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);
        return Report.of(now.hold().isEmpty() ? Optional.of(Verdict.RESUMED) : now.verdict(), now.hold(),
                now.leaseUntil(), now.expected(), now.missing(), now.extra(), now.nodes(), elapsed);
    }

    Report plan(Fleet.Order order) {
        return only(fleet.plan(narrowed(order)));
    }

    Report shutdown(Fleet.Order order) {
        return only(fleet.shutdown(narrowed(order)));
    }

    /**
     * Releases the holds that select nothing but this part, or less.
     *
     * @throws IllegalStateException when it stays held by holds that select more
     */
    Report resume(String by) {
        List<Hold> holds = holds();
        holds.stream().filter(this::isWithin).forEach(hold -> fleet.resume(hold.id(), by));
        List<String> others = holds.stream().filter(hold -> !isWithin(hold)).map(Hold::id).toList();
        if (!others.isEmpty()) {
            throw new IllegalStateException(what + " stays held by " + String.join(", ", others)
                    + ", which holds more than it: write resume(\"" + others.get(0) + "\") or resumeAll() on type=Fleet");
        }
        Report now = status();
        return Report.of(Optional.of(Verdict.RESUMED), Optional.empty(), Optional.empty(), now.expected(), List.of(),
                List.of(), now.nodes(), now.elapsedMs());
    }

    /** As it stands, with the newest hold that holds it. */
    Report status() {
        Report fleetStatus = fleet.status();
        List<NodeReport> nodes = mine(fleetStatus);
        List<Hold> holds = holds();
        Optional<Hold> newest = holds.isEmpty() ? Optional.empty() : Optional.of(holds.get(holds.size() - 1));
        Optional<Instant> leaseUntil = newest.equals(fleetStatus.hold()) ? fleetStatus.leaseUntil() : Optional.empty();
        return Report.of(newest.map(hold -> verdict(nodes, hold)), newest, leaseUntil, nodes.size(), List.of(),
                List.of(), nodes, newest.map(hold -> elapsedMs(nodes, hold)).orElse(0L));
    }

    /** Holds in force that hold any of it, oldest first. */
    List<Hold> holds() {
        List<NodeReport> nodes = mine(fleet.status());
        return fleet.holds().stream().filter(hold -> nodes.stream().anyMatch(node -> covers(hold, node.status())))
                .toList();
    }

    private boolean covers(Hold hold, NodeStatus node) {
        return !node.exempt().contains(hold.id())
                && hold.select().acceptsNode(node.name(), node.incarnation(), node.labels())
                && node.servers().stream()
                        .anyMatch(server -> hold.select().acceptsServer(server.kind(), server.name()));
    }

    private static Verdict verdict(List<NodeReport> nodes, Hold hold) {
        ServerState worst = nodes.stream().flatMap(node -> node.status().servers().stream())
                .filter(server -> hold.select().acceptsServer(server.kind(), server.name()))
                .map(ServerReport::state).reduce(ServerState.SHUTDOWN, ServerState::worst);
        boolean late = nodes.stream().flatMap(node -> node.status().servers().stream())
                .anyMatch(server -> server.startedAfterAck() > 0);
        if (worst == ServerState.UNCONTROLLED || late) {
            return Verdict.UNCONTROLLED;
        }
        return worst == ServerState.DRAINED || worst == ServerState.SHUTDOWN ? Verdict.STOPPED : Verdict.NOT_DRAINED;
    }

    /** Until it was drained, else until now; the wall clock will do, it is for display only. */
    private static long elapsedMs(List<NodeReport> nodes, Hold hold) {
        return nodes.stream().map(node -> node.status().drained().get(hold.id())).filter(Objects::nonNull).findFirst()
                .orElseGet(() -> Math.max(0, Duration.between(hold.issuedAt(), Instant.now()).toMillis()));
    }

    /** What came of an order for this part, without the rest of the fleet. */
    private Report only(Report report) {
        return new Report(report.verdict(), report.hold(), report.leaseUntil(), report.expected(), report.missing(),
                report.extra(), mine(report), report.elapsedMs(), report.headline());
    }

    private List<NodeReport> mine(Report report) {
        return report.nodes().stream().filter(node -> node.status().incarnation().equals(identity.incarnation()))
                .map(node -> new NodeReport(mine(node.status()), node.outcome(), node.ackMs(), node.drainedMs()))
                .toList();
    }

    private NodeStatus mine(NodeStatus node) {
        return new NodeStatus(node.incarnation(), node.sequence(), node.name(), node.host(), node.pid(), node.version(),
                node.labels(), node.acks(), node.drained(), node.exempt(), node.servers().stream()
                        .filter(server -> select.acceptsServer(server.kind(), server.name())).toList());
    }

    private boolean isWithin(Hold hold) {
        return hold.select().conditions().containsAll(select.conditions());
    }

    private Fleet.Order narrowed(Fleet.Order order) {
        List<Condition> conditions = new ArrayList<>(select.conditions());
        order.select().conditions().stream().filter(condition -> !conditions.contains(condition))
                .forEach(conditions::add);
        return new Fleet.Order(new Selector(conditions), order.timeout(), order.sticky(), order.lease(), order.reason(),
                order.by(), order.expect(), order.onDeadline());
    }

    private Fleet.Order order(Duration timeout) {
        return StopOptions.order(Selector.ALL, timeout, identity.byJmx());
    }

    private static Condition is(String key, String value) {
        return new Condition(key, false, List.of(value));
    }
}

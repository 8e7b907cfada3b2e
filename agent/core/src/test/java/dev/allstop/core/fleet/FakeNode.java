package dev.allstop.core.fleet;

import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A JVM with job servers that are nothing but a number of running jobs; gates close at once, as the contract says. */
final class FakeNode implements LocalNode {

    private final String incarnation;
    private final String name;
    private final Map<String, Server> servers = new TreeMap<>();
    private final Map<String, Long> acks = new HashMap<>();
    private final Map<String, Long> drained = new HashMap<>();
    private final List<String> deadlines = new ArrayList<>();
    private final Set<String> free = new HashSet<>();
    private List<HoldInForce> holds = List.of();
    private Runnable listener = () -> { };
    private long sequence;
    private int reconciled;
    private boolean gatesStayClosing;

    private static final class Server {

        private final String kind;
        private int jobs;
        private boolean uncontrolled;
        private boolean shutdown;
        private long startedAfterAck;

        Server(String kind) {
            this.kind = kind;
        }
    }

    FakeNode(String incarnation, String name) {
        this.incarnation = incarnation;
        this.name = name;
    }

    synchronized FakeNode server(String kind, String server, int jobs) {
        servers.computeIfAbsent(server, key -> new Server(kind)).jobs = jobs;
        changed();
        return this;
    }

    synchronized void uncontrolled(String server) {
        servers.get(server).uncontrolled = true;
        changed();
    }

    /** From now on something is always on its way through a gate that is closing, so that no hold is acknowledged. */
    synchronized void gatesStayClosing() {
        gatesStayClosing = true;
    }

    synchronized void startedAfterAck(String server) {
        servers.get(server).startedAfterAck++;
        changed();
    }

    synchronized void finish(String server) {
        servers.get(server).jobs = 0;
        changed();
    }

    synchronized boolean held(String server) {
        return holds.stream().anyMatch(hold -> hold.hold().select().acceptsServer(servers.get(server).kind, server));
    }

    /** Whether it was not held at any time so far, however short. */
    synchronized boolean wasFree(String server) {
        return free.contains(server);
    }

    synchronized List<String> holds() {
        return holds.stream().map(hold -> hold.hold().id()).toList();
    }

    synchronized List<String> deadlines() {
        return List.copyOf(deadlines);
    }

    synchronized int reconciled() {
        return reconciled;
    }

    @Override
    public synchronized void reconcile(List<HoldInForce> now) {
        holds = List.copyOf(now);
        reconciled++;
        List<String> ids = holds();
        acks.keySet().retainAll(ids);
        drained.keySet().retainAll(ids);
        if (!gatesStayClosing) {
            holds.forEach(hold -> acks.putIfAbsent(hold.hold().id(), since(hold)));
        }
        changed();
    }

    @Override
    public synchronized NodeStatus status() {
        return new NodeStatus(incarnation, sequence, name, "host", ProcessHandle.current().pid(), "1.0", Map.of(), acks,
                drained, List.of(), servers.entrySet().stream().map(entry -> report(entry.getKey(), entry.getValue())).toList());
    }

    @Override
    public synchronized void whenChanged(Runnable newListener) {
        listener = newListener;
    }

    @Override
    public synchronized void atDeadline(String holdId, OnDeadline action) {
        deadlines.add(action + " " + holdId);
        servers.values().forEach(server -> server.jobs = 0);
        changed();
    }

    @Override
    public synchronized void shutdown(String holdId) {
        servers.values().stream().filter(server -> server.jobs == 0).forEach(server -> server.shutdown = true);
        changed();
    }

    private void changed() {
        sequence++;
        servers.keySet().stream().filter(server -> !held(server)).forEach(free::add);
        for (HoldInForce hold : holds) {
            if (servers.entrySet().stream().filter(server -> selects(hold, server)).allMatch(
                    server -> server.getValue().jobs == 0 && !server.getValue().uncontrolled)) {
                drained.putIfAbsent(hold.hold().id(), since(hold));
            }
        }
        listener.run();
    }

    private static boolean selects(HoldInForce hold, Map.Entry<String, Server> server) {
        return hold.hold().select().acceptsServer(server.getValue().kind, server.getKey());
    }

    private static long since(HoldInForce hold) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - hold.orderedNanos());
    }

    private ServerReport report(String serverName, Server server) {
        List<RunningJob> jobs = new ArrayList<>();
        for (int job = 0; job < server.jobs; job++) {
            jobs.add(new RunningJob("job-" + job, "id-" + job, "worker-" + job, Instant.now(), 100, List.of()));
        }
        ServerState state = server.uncontrolled ? ServerState.UNCONTROLLED : server.shutdown ? ServerState.SHUTDOWN
                : !held(serverName) ? ServerState.RUNNING
                : server.jobs > 0 ? ServerState.DRAINING : ServerState.DRAINED;
        return new ServerReport(server.kind, serverName, server.kind + " 1.0", state, "", jobs, 0, 7,
                server.startedAfterAck, 0, 0, 0, 0, "");
    }
}

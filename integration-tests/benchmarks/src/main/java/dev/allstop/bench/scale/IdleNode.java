package dev.allstop.bench.scale;

import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM with one job server that has nothing to do; what it says of itself is as long as a real one's. */
final class IdleNode implements LocalNode {

    private final String incarnation;
    private final String name;
    private final Map<String, Long> acknowledged = new HashMap<>();
    private Runnable listener = () -> { };
    private long sequence;
    private long heldNanos;

    IdleNode(String incarnation, String name) {
        this.incarnation = incarnation;
        this.name = name;
    }

    @Override
    public void reconcile(List<HoldInForce> holds) {
        Runnable told;
        synchronized (this) {
            if (acknowledged.isEmpty() && !holds.isEmpty()) {
                heldNanos = System.nanoTime();
            }
            acknowledged.keySet().retainAll(holds.stream().map(hold -> hold.hold().id()).toList());
            holds.forEach(hold -> acknowledged.putIfAbsent(hold.hold().id(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - hold.orderedNanos())));
            sequence++;
            told = listener;
        }
        told.run();
    }

    /** When it was last told to close its gates, by {@link System#nanoTime}. */
    synchronized long heldNanos() {
        return heldNanos;
    }

    @Override
    public synchronized NodeStatus status() {
        boolean held = !acknowledged.isEmpty();
        return new NodeStatus(incarnation, sequence, name, "host-of-" + name, ProcessHandle.current().pid(), "1.0.0",
                Map.of("version", "1.4.2"), acknowledged, acknowledged, List.of(), List.of(new ServerReport("quartz", "orders",
                "quartz 2.5.2", held ? ServerState.DRAINED : ServerState.RUNNING, held ? "RUNNING" : "", List.of(), 0, 1_000,
                0, 0, 0, 0, 0, "")));
    }

    @Override
    public synchronized void whenChanged(Runnable newListener) {
        listener = newListener;
    }

    @Override
    public void atDeadline(String holdId, OnDeadline action) {
        throw new UnsupportedOperationException("nothing runs here at a deadline");
    }

    @Override
    public void shutdown(String holdId) {
        throw new UnsupportedOperationException("nothing is shut down here");
    }
}

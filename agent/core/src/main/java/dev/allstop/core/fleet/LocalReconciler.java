package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.AgentThreads;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.node.LocalNode.HoldInForce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the local node in line with the holds, on a thread of its own: an adapter that hangs must not keep this node
 * from telling the others, nor from hearing of them. The thread goes away when there is nothing to do.
 */
final class LocalReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(LocalReconciler.class);
    private static final int MOST_SEEN = 200;
    private static final Duration LONGEST_JOINING = Duration.ofSeconds(5);
    private static final Duration TO_LISTEN = Duration.ofMillis(500);

    private final LocalNode node;
    private final FleetState state;
    private final FleetSettings settings;
    private final AgentThreads threads;
    private final Runnable whenDone;
    private final ThreadPoolExecutor thread;
    private final AtomicBoolean requested = new AtomicBoolean();
    // by the thread alone
    private List<String> applied = List.of();
    private volatile boolean joining;
    private volatile Map<String, Boolean> seen = Map.of();

    LocalReconciler(LocalNode node, FleetState state, FleetSettings settings, AgentThreads threads, Runnable whenDone) {
        this.node = node;
        this.state = state;
        this.settings = settings;
        this.threads = threads;
        this.whenDone = whenDone;
        thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> threads.newThread(task, "node"));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Holds everything until the others have had a moment to tell what they hold, or there are none, or, where they cannot
     * be reached, {@link #LONGEST_JOINING} is over. Returns when the gates are closed.
     */
    void holdWhileJoining() {
        joining = true;
        CountDownLatch closed = new CountDownLatch(1);
        reconcile();
        run(ignored -> closed.countDown());
        long until = System.nanoTime() + LONGEST_JOINING.toNanos();
        threads.newThread(() -> {
            state.await(() -> state.closed() || state.hasListened(TO_LISTEN.toNanos())
                            || System.nanoTime() - until >= 0 ? true : null,
                    () -> Math.min(until - System.nanoTime(),
                            state.attempted() ? TO_LISTEN.toNanos() : LONGEST_JOINING.toNanos()));
            joining = false;
            reconcile();
        }, "joining").start();
        try {
            closed.await(LONGEST_JOINING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    /** Requests that come while one is carried out make one more together. */
    void reconcile() {
        if (requested.compareAndSet(false, true)) {
            run(ignored -> reconcileNow());
        }
    }

    /** Runs what else is to be done with the node, in order with the reconciling. */
    void run(Consumer<LocalNode> action) {
        if (thread.isShutdown()) {
            return;
        }
        thread.execute(() -> {
            try {
                action.accept(node);
            } catch (Throwable broken) {
                // promise 6: whatever an adapter does, the thread and the application go on
                LOG.error("The job servers of this JVM could not be brought in line with the holds", broken);
            }
        });
    }

    /** Holds whose news have been carried out here, and whether they are released. */
    Map<String, Boolean> seen() {
        return seen;
    }

    void close() {
        thread.shutdown();
    }

    private void reconcileNow() {
        requested.set(false);
        long now = System.nanoTime();
        Map<String, Boolean> knownNow = new HashMap<>();
        List<HoldEntry> covering = state.read(() -> {
            state.holds.all().stream().sorted((a, b) -> Long.compare(b.orderedNanos() - a.orderedNanos(), 0))
                    .limit(MOST_SEEN).forEach(entry -> knownNow.put(entry.id(), !entry.inForce(now)));
            return state.covering(now);
        });
        Map<String, String> labels = settings.labels();
        List<HoldInForce> holds = new ArrayList<>(covering.stream()
                .filter(entry -> entry.hold().select().acceptsNode(settings.node(), settings.incarnation().toString(), labels))
                .map(entry -> new HoldInForce(entry.hold(), entry.orderedNanos())).toList());
        if (joining) {
            holds.add(new HoldInForce(KeptHolds.whileJoining(settings), now));
        }
        List<String> ids = holds.stream().map(hold -> hold.hold().id()).toList();
        if (!ids.equals(applied)) {
            node.reconcile(holds);
            applied = ids;
        }
        seen = Map.copyOf(knownNow);
        whenDone.run();
    }
}

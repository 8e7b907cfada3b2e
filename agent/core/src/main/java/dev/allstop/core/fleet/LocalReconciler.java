package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.AgentThreads;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.node.LocalNode;
import dev.allstop.core.node.LocalNode.HoldInForce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the local node in line with the holds. Gates are closed and opened on the thread that brings the news, a
 * thread of JGroups or the operator's: {@link LocalNode#reconcile} runs no code of the application, and a hold that had
 * to wait for another thread first would leave the gates open meanwhile. Everything else with the node is done on a
 * thread of its own, which goes away when there is nothing to do.
 *
 * <h2>Why a newer hold is never undone by an older look</h2>
 * Whoever changes the holds does so under the lock of {@link FleetState} and calls {@link #reconcile} afterwards. Calls
 * exclude each other, and each reads the holds only once it is alone. So of two calls the later one reads whatever the
 * earlier one has read, and more; and when a call returns, its own change is in force at the gates.
 */
final class LocalReconciler {

    private static final Logger LOG = LoggerFactory.getLogger(LocalReconciler.class);
    private static final int MOST_SEEN = 200;
    /** A release is no news any more after this; who waits for it asks sooner. */
    private static final Duration SEEN_FOR = Duration.ofSeconds(15);

    private final LocalNode node;
    private final FleetState state;
    private final FleetSettings settings;
    private final Consumer<Boolean> whenDone;
    private final ThreadPoolExecutor thread;
    private final ReentrantLock alone = new ReentrantLock();
    // under the lock
    private List<String> applied = List.of();
    private final Map<String, Seen> carriedOut = new LinkedHashMap<>();
    private volatile boolean joining;
    private volatile Map<String, Boolean> seen = Map.of();

    private record Seen(boolean released, long nanos) {
    }

    /** @param whenDone told whether the end of a hold was carried out; what else has come of it the node says itself */
    LocalReconciler(LocalNode node, FleetState state, FleetSettings settings, AgentThreads threads,
                    Consumer<Boolean> whenDone) {
        this.node = node;
        this.state = state;
        this.settings = settings;
        this.whenDone = whenDone;
        thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> threads.newThread(task, "node"));
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * Holds everything until {@link #joined}. The gates are closed when it returns.
     *
     * @param kept what this JVM knows already
     */
    void holdWhileJoining(Collection<HoldEntry> kept) {
        joining = true;
        reconcile(kept);
    }

    /** Holds what is known to be held, and nothing else, from now on. */
    void joined() {
        joining = false;
        reconcile(List.of());
    }

    /**
     * Puts the holds in force here; they are when it returns. Any thread, but not under the lock of the state.
     *
     * @param news the holds that are new, or have ended, or are asked about again
     */
    void reconcile(Collection<HoldEntry> news) {
        boolean released = false;
        alone.lock();
        try {
            apply();
            for (HoldEntry entry : news) {
                released |= carriedOut(entry.id());
            }
            forgetOldReleases();
            Map<String, Boolean> told = new HashMap<>();
            carriedOut.forEach((id, what) -> told.put(id, what.released()));
            seen = told;
        } catch (Throwable broken) {
            // promise 6: whatever goes wrong here, the calling thread and the application go on
            LOG.error("The job servers of this JVM could not be brought in line with the holds", broken);
        } finally {
            alone.unlock();
        }
        whenDone.accept(released);
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

    private void apply() {
        long now = System.nanoTime();
        List<HoldInForce> holds = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        String incarnation = settings.incarnation().toString();
        for (HoldEntry entry : state.read(() -> state.covering(now))) {
            if (entry.hold().select().acceptsNode(settings.node(), incarnation, settings.labels())) {
                holds.add(new HoldInForce(entry.hold(), entry.orderedNanos()));
                ids.add(entry.id());
            }
        }
        if (joining) {
            Hold whileJoining = KeptHolds.whileJoining(settings);
            holds.add(new HoldInForce(whileJoining, now));
            ids.add(whileJoining.id());
        }
        if (!ids.equals(applied)) {
            node.reconcile(holds);
            applied = ids;
        }
    }

    /** @return whether it has ended */
    private boolean carriedOut(String id) {
        long now = System.nanoTime();
        Optional<HoldEntry> known = state.read(() -> state.holds.find(id));
        if (known.isEmpty()) {
            return false;
        }
        boolean released = !known.get().inForce(now);
        carriedOut.remove(id);
        carriedOut.put(id, new Seen(released, now));
        return released;
    }

    private void forgetOldReleases() {
        long now = System.nanoTime();
        Iterator<Seen> oldest = carriedOut.values().iterator();
        while (oldest.hasNext()) {
            Seen what = oldest.next();
            if (carriedOut.size() > MOST_SEEN || what.released() && now - what.nanos() > SEEN_FOR.toNanos()) {
                oldest.remove();
            }
        }
    }
}

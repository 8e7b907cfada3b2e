package dev.allstop.core.fleet;

import dev.allstop.core.hold.Coverage;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jgroups.Address;

/**
 * All that this node knows, behind one lock. Whoever waits for an outcome waits on the condition that every change
 * signals; nothing polls. No foreign code runs under the lock: not the local node, not the channel, not a listener.
 */
final class FleetState {

    private static final long NANOS_PER_MEMBER = 4_000;
    private static final Duration REST = Duration.ofMillis(25);
    private static final long REST_MS_PER_MEMBER = 2;
    private static final Duration LONGEST_REST = Duration.ofMillis(250);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    final HoldSet holds = new HoldSet();
    final MemberTable members;
    private final Coverage coverage;
    private boolean attempted;
    private boolean connected;
    private long attemptedNanos;
    private long connectedNanos;
    private String error = "this node has not looked for the others yet";
    private boolean closed;

    FleetState(String incarnation, long startedNanos) {
        members = new MemberTable(incarnation);
        coverage = new Coverage(incarnation, startedNanos);
    }

    /**
     * How long what nobody waits for waits: an order is usually obeyed and acknowledged within this time. Nodes may share
     * processors, so many of them take longer. Any thread.
     */
    Duration rest() {
        Duration rest = REST.plusMillis(REST_MS_PER_MEMBER * read(members::size));
        return rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
    }

    /** Reads or changes under the lock and wakes whoever waits. */
    <T> T update(Supplier<T> change) {
        lock.lock();
        try {
            T result = change.get();
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    /** Reads under the lock. */
    <T> T read(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for an answer, asking again at every change and at the moment the question names.
     *
     * @param question answers, or gives null to be asked again; called under the lock
     * @param again    how many nanoseconds may pass at most before it is to be asked again even if nothing changes
     * @return the answer; null when the thread was interrupted, which stays set
     */
    <T> T await(Supplier<T> question, Supplier<Long> again) {
        lock.lock();
        try {
            while (true) {
                T answer = question.get();
                if (answer != null) {
                    return answer;
                }
                long asked = System.nanoTime();
                changed.awaitNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), again.get()));
                // in a large fleet a question takes a while, and hundreds of answers come at once
                long breather = members.size() * NANOS_PER_MEMBER - (System.nanoTime() - asked);
                while (breather > 0) {
                    breather = changed.awaitNanos(breather);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Holds in force that cover this JVM, oldest first. */
    List<HoldEntry> covering(long nowNanos) {
        List<HoldEntry> covering = new ArrayList<>();
        for (HoldEntry entry : holds.inForce(nowNanos)) {
            if (coverage.covers(entry)) {
                covering.add(entry);
            }
        }
        return covering;
    }

    /** Ids of holds in force that do not. */
    List<String> exempt(long nowNanos) {
        return holds.inForce(nowNanos).stream().filter(entry -> !coverage.covers(entry)).map(HoldEntry::id).toList();
    }

    /** Learns; returns what was news. */
    List<HoldEntry> merge(Collection<HoldEntry> entries) {
        List<HoldEntry> news = new ArrayList<>();
        for (HoldEntry entry : entries) {
            if (holds.merge(entry)) {
                news.add(entry);
            }
        }
        coverage.retain(holds);
        return news;
    }

    void attempted(String why, long nowNanos) {
        if (!attempted) {
            attemptedNanos = nowNanos;
        }
        attempted = true;
        error = why;
        if (why.isEmpty() && !connected) {
            connected = true;
            connectedNanos = nowNanos;
        }
    }

    boolean attempted() {
        return attempted;
    }

    /** Why this node cannot see the others, empty when it can. */
    String alone() {
        return connected ? "" : error;
    }

    /** Since the first attempt to find the others ended. */
    long attemptedForNanos(long nowNanos) {
        return attempted ? nowNanos - attemptedNanos : 0;
    }

    /** Names of the members that have not told yet what they hold: they have not spoken, or speak of a hold unknown here. */
    List<String> withoutWordOnHolds() {
        return members.withoutWord(id -> holds.find(id).isPresent());
    }

    /** Members that speak of a hold unknown here. */
    List<Address> aheadInHolds() {
        return members.ahead(id -> holds.find(id).isPresent());
    }

    long connectedForNanos(long nowNanos) {
        return connected ? nowNanos - connectedNanos : 0;
    }

    void close() {
        closed = true;
    }

    boolean closed() {
        return closed;
    }
}

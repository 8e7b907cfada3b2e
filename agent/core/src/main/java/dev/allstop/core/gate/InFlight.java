package dev.allstop.core.gate;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/**
 * The jobs of one job server that are committed or running. A job is known by a key: whatever its library uses to
 * tell executions apart, compared by {@code equals}.
 *
 * <p>A committed job either starts, or ends unstarted, or is {@linkplain #withdraw withdrawn} to be given back; the
 * transitions of one key exclude each other by the map's atomicity per key, so that a withdrawn job never starts.
 */
public final class InFlight {

    private final ConcurrentMap<Object, Run> runs = new ConcurrentHashMap<>();
    private final LongAdder started = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder startedAfterAck = new LongAdder();
    private final BooleanSupplier acknowledged;
    private final Runnable changed;

    /**
     * @param acknowledged whether the node has acknowledged a hold on this server
     * @param changed      run after a job that was committed or running is so no more; must not block
     */
    public InFlight(BooleanSupplier acknowledged, Runnable changed) {
        this.acknowledged = acknowledged;
        this.changed = changed;
    }

    /** The library has fetched the job and will start it. Called inside a {@linkplain Gate#enter passage}. */
    public void commit(Object key, Object subject) {
        runs.putIfAbsent(key, new Run(key, subject));
    }

    /**
     * A job that runs has launched another one, which is part of it: it will start whatever the gate says, and be waited
     * for, and is no start after the acknowledgement.
     */
    public void commitPart(Object key, Object subject) {
        runs.putIfAbsent(key, new Run(key, subject, true));
    }

    /**
     * The job is about to start on this thread.
     *
     * @return null when it was withdrawn and must not start
     */
    public Run start(Object key, Object subject) {
        // Asked before it begins: nothing is acknowledged while a job is committed, but may be as soon as it runs.
        boolean late = acknowledged.getAsBoolean();
        Run run = runs.get(key);
        if (run == null || !run.begin()) {
            run = startUnknown(key, subject);
            if (run == null) {
                return null;
            }
            late = acknowledged.getAsBoolean();
        }
        started.increment();
        if (late && !run.isPart()) {
            startedAfterAck.increment();
        }
        return run;
    }

    /**
     * A job that was claimed before Allstop was attached comes to its start at a closed gate: it does not start, and is
     * committed until it is {@linkplain #withdraw withdrawn} to be given back.
     *
     * @return false for a job that is known; it goes the usual way
     */
    public boolean turnAway(Object key, Object subject) {
        Run older = new Run(key, subject);
        older.turnAway();
        if (runs.putIfAbsent(key, older) != null) {
            return false;
        }
        changed.run();
        return true;
    }

    /** Whether some job was turned away and not withdrawn yet. */
    public boolean hasTurnedAway() {
        for (Run run : runs.values()) {
            if (run.isTurnedAway()) {
                return true;
            }
        }
        return false;
    }

    /** Not committed, or withdrawn, or there is another execution of the same key. */
    private Run startUnknown(Object key, Object subject) {
        Run run = runs.compute(key, (same, known) -> {
            if (known != null && (known.begin() || known.isWithdrawn())) {
                return known;
            }
            Run own = new Run(key, subject);
            own.begin();
            return own;
        });
        if (run.isWithdrawn()) {
            runs.remove(key, run);
            changed.run();
            return null;
        }
        return run;
    }

    public void end(Run run) {
        run.finish();
        // In this order: whoever finds the job gone finds it counted.
        ended.increment();
        runs.remove(run.key(), run);
        changed.run();
    }

    /** What was taken for a job here is none: a worker of another job server, which counts its own jobs. */
    public void disown(Run run) {
        if (runs.remove(run.key(), run)) {
            changed.run();
        }
    }

    /** A committed job will not start after all: its library dropped it, or it ended as part of another key. */
    public void dropCommitted(Object key) {
        Run run = runs.get(key);
        if (run != null && run.withdraw()) {
            runs.remove(key, run);
            changed.run();
        }
    }

    /**
     * Takes back every job that is committed and has not started. The keys stay known, as withdrawn, until their
     * library comes to start them and is turned away, or drops them.
     */
    public List<Run> withdraw() {
        List<Run> withdrawn = runs.values().stream().filter(Run::withdraw).toList();
        withdrawn.stream().filter(Run::isTurnedAway).forEach(run -> runs.remove(run.key(), run));
        return withdrawn;
    }

    /** Forgets what is committed, when the server has ended and will not start it; what runs is still reported. */
    public void forgetCommitted() {
        runs.values().removeIf(Run::forget);
        changed.run();
    }

    /** Jobs committed or running, without those withdrawn. */
    public Collection<Run> present() {
        return runs.values().stream().filter(run -> !run.isWithdrawn()).toList();
    }

    public boolean hasCommitted() {
        for (Run run : runs.values()) {
            if (run.isCommitted()) {
                return true;
            }
        }
        return false;
    }

    public boolean isEmpty() {
        for (Run run : runs.values()) {
            if (!run.isWithdrawn()) {
                return false;
            }
        }
        return true;
    }

    public long startedTotal() {
        return started.sum();
    }

    public long endedTotal() {
        return ended.sum();
    }

    public long startedAfterAck() {
        return startedAfterAck.sum();
    }
}

package dev.allstop.core.registry;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.gate.Gate;
import dev.allstop.core.gate.InFlight;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.node.LocalNode.HoldInForce;
import dev.allstop.core.report.ServerState;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One job server object of the application, referred to weakly. What holds decide is guarded by this object's monitor,
 * under which no code of the application ever runs; everything that calls the application is done by the node's thread.
 */
public final class RegisteredServer implements JobServer {

    private final String kind;
    private final WeakReference<Object> object;
    private final Gate gate;
    private final InFlight inFlight;

    private volatile Description description;
    private volatile String error = "";
    private volatile boolean ended;
    private final boolean older;
    private volatile boolean unseen;

    // Written by the node's thread and by reconcile, read by status; all under the monitor.
    private Set<String> holds = Set.of();
    private boolean settled;
    private volatile boolean acknowledged;
    private boolean drained;
    private int accepted;
    private boolean released;
    private String stateBefore = "";
    private long endedBefore;
    private long cancelled;
    private long interrupted;
    private long givenBack;

    /**
     * What the adapter said of the server.
     *
     * @param rawName as the application calls it
     * @param name    reduced and unique in its kind
     */
    public record Description(String rawName, String name, String library) {
    }

    RegisteredServer(String kind, WeakReference<Object> object, boolean adopted, Runnable changed) {
        this.older = adopted;
        this.unseen = adopted;
        this.kind = kind;
        this.object = object;
        this.gate = new Gate(changed);
        this.inFlight = new InFlight(() -> acknowledged, () -> {
            // While nothing is held nobody waits for the end of a job, and a signal per job would cost something.
            if (gate.isClosed()) {
                changed.run();
            }
        });
    }

    public String kind() {
        return kind;
    }

    /** The application's object, null once it is unreachable. */
    public Object object() {
        return object.get();
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public InFlight inFlight() {
        return inFlight;
    }

    /** Null until the node's thread has looked at it. */
    public Description description() {
        return description;
    }

    public void describe(Description known) {
        description = known;
    }

    /** From now on this server counts as not controlled; the first reason stays. */
    public void uncontrolled(String why) {
        if (error.isEmpty()) {
            error = why;
        }
    }

    public String error() {
        return error;
    }

    /** Whether jobs may run here that were started before Allstop was attached. */
    public boolean mayRunUnseen() {
        return unseen;
    }

    /** Everything that runs here now was seen starting. */
    public void allSeen() {
        unseen = false;
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public boolean isOlder() {
        return older;
    }

    void setEnded(boolean isEnded) {
        ended = isEnded;
        if (isEnded) {
            inFlight.forgetCommitted();
        }
    }

    /**
     * Closes or opens the gate as the holds demand. A server that is not described yet is held by a hold that looks at
     * names: it may be the one that is meant.
     *
     * @param inForce read under the monitor, so that of two threads the later one always applies the newer holds
     */
    public synchronized void apply(Supplier<List<HoldInForce>> inForce) {
        Set<String> selecting = new HashSet<>();
        for (HoldInForce candidate : inForce.get()) {
            if (selectedBy(candidate.hold())) {
                selecting.add(candidate.hold().id());
            }
        }
        if (selecting.isEmpty() && !holds.isEmpty()) {
            acknowledged = false;
            released = true;
            gate.open();
        } else if (!selecting.isEmpty() && holds.isEmpty()) {
            settled = false;
            acknowledged = false;
            drained = false;
            released = false;
            stateBefore = "";
            endedBefore = inFlight.endedTotal();
            cancelled = 0;
            interrupted = 0;
            givenBack = 0;
            gate.close();
        }
        holds = selecting;
    }

    public boolean selectedBy(Hold hold) {
        Description known = description;
        return known == null ? hold.select().acceptsKind(kind) : hold.select().acceptsServer(kind, known.name());
    }

    public synchronized boolean isHeldBy(String holdId) {
        return holds.contains(holdId);
    }

    public synchronized boolean isHeld() {
        return !holds.isEmpty();
    }

    /** Whether {@link #settle} is still to be called for the present hold. */
    public synchronized boolean needsSettling() {
        return !holds.isEmpty() && !settled && gate.isQuiet();
    }

    /** What was fetched and not started has been given back, as far as the library allows. */
    public synchronized void settle(String nativeState, int jobsGivenBack) {
        settled = true;
        stateBefore = nativeState;
        givenBack += jobsGivenBack;
    }

    /**
     * Looks whether the hold can be acknowledged, and whether all has drained.
     *
     * @param acceptedNow what waits inside the library
     * @param endedBefore how many jobs had {@linkplain dev.allstop.core.gate.InFlight#endedTotal() ended} before the library
     *                    was asked: one that ends after that may leave work behind which the answer does not have, such as
     *                    a result to be reported, so that the library has to be asked again
     */
    public synchronized void observe(int acceptedNow, long endedBefore) {
        if (holds.isEmpty()) {
            return;
        }
        accepted = acceptedNow;
        // In this order: the gate is quiet, so nothing can be committed any more after we have looked.
        if (settled && gate.isQuiet() && !inFlight.hasCommitted()) {
            acknowledged = true;
        }
        drained = acknowledged && accepted == 0 && inFlight.isEmpty() && inFlight.endedTotal() == endedBefore;
    }

    /** Whether the hold was released and the library has not been told yet; answers true once. */
    public synchronized boolean takeReleased() {
        boolean was = released;
        released = false;
        return was;
    }

    public synchronized boolean isAcknowledged() {
        return acknowledged || ended;
    }

    public synchronized boolean isDrained() {
        return drained || ended && inFlight.isEmpty();
    }

    public synchronized ServerState state() {
        if (!error.isEmpty()) {
            return ServerState.UNCONTROLLED;
        }
        if (ended && (holds.isEmpty() || inFlight.isEmpty())) {
            return ServerState.SHUTDOWN;
        }
        if (holds.isEmpty()) {
            return ServerState.RUNNING;
        }
        if (!acknowledged) {
            return ServerState.QUIETING;
        }
        return drained ? ServerState.DRAINED : ServerState.DRAINING;
    }

    public synchronized void countCancelled() {
        cancelled++;
    }

    public synchronized void countInterrupted() {
        interrupted++;
    }

    public synchronized void countGivenBack(int jobs) {
        givenBack += jobs;
    }

    /** The numbers of the present, or last, hold. */
    public synchronized Figures figures() {
        boolean held = !holds.isEmpty();
        return new Figures(held ? stateBefore : "", held ? accepted : 0,
                held ? inFlight.endedTotal() - endedBefore : 0, cancelled, interrupted, givenBack);
    }

    /** See {@link dev.allstop.core.report.ServerReport}. */
    public record Figures(String stateBefore, int accepted, long finishedDuringDrain, long cancelled, long interrupted,
                          long givenBack) {
    }
}

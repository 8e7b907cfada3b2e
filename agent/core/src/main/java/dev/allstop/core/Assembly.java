package dev.allstop.core;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.attach.AdoptingServers;
import dev.allstop.core.attach.ThreadWalk;
import dev.allstop.core.config.Options;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.node.LocalNode.HoldInForce;
import dev.allstop.core.node.Node;
import dev.allstop.core.node.NodeThread;
import dev.allstop.core.registry.Binder;
import dev.allstop.core.registry.Registry;
import dev.allstop.core.weave.TargetIndex;
import dev.allstop.core.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Puts the parts together, as late as each is needed: the weaver with the first target class, everything that has a
 * thread, a socket or a bean with the first job server.
 */
final class Assembly {

    private final Options options;
    private final long startedNanos;
    private final Failures failures = new Failures();
    private final NodeThread thread = new NodeThread(this::liveNode, failures);
    private final Registry registry;
    private final AdoptingServers older;
    private final Adapters adapters;
    private volatile Binder binder;

    Assembly(Options options, long startedNanos, boolean attachedLate) {
        this.options = options;
        this.startedNanos = startedNanos;
        registry = new Registry(this::somethingHappened, options.state() == null ? List.of() : untilHoldsAreRead());
        older = attachedLate ? new AdoptingServers(registry, failures) : null;
        adapters = new Adapters(options.adapters(), registry, older);
    }

    /** Where sticky holds are kept, no job may start before they have been read, which happens on the node's thread. */
    private static List<HoldInForce> untilHoldsAreRead() {
        return List.of(new HoldInForce(new Hold("starting", Selector.ALL, true, "reading the holds that are kept",
                "allstop", "", Instant.now(), Duration.ZERO, Optional.empty(), OnDeadline.REPORT), System.nanoTime()));
    }

    /**
     * Makes the operator's own adapters.
     *
     * @return the names of the classes they hook
     */
    List<String> addAdapters() throws IOException {
        AddedAdapters.read(options, TargetIndex.kinds()).forEach(adapters::add);
        return adapters.points().stream().map(HookPoint::className).toList();
    }

    Weaver weaver() {
        adapters.load(Assembly.class.getClassLoader(), failures);
        Weaver weaver = new Weaver(adapters.points(), this::broken);
        binder = new Binder(adapters.byKind(), weaver);
        return weaver;
    }

    /** Registers the job servers that are reachable now; those that are not come with their next poll. */
    void adopt(Instrumentation instrumentation) {
        new ThreadWalk().from(instrumentation, older::adopt);
    }

    private void broken(HookPoint point, String where, Throwable why) {
        failures.note(where, why);
        registry.broken(adapters.kindOf(point), where + " failed: " + why);
        somethingHappened();
    }

    /** Called by the application's threads, the first time perhaps inside a constructor of its job server. */
    private void somethingHappened() {
        thread.signal();
    }

    private Node liveNode() {
        try {
            return new LiveNode(options, startedNanos, registry, binder, adapters.olderWork(), failures).start();
        } catch (Throwable broken) {
            registry.hold(List.of());
            throw broken;
        }
    }
}

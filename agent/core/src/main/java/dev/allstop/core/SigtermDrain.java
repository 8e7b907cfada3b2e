package dev.allstop.core;

import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.fleet.Fleet.Order;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.hold.Selector.Condition;
import dev.allstop.core.node.NodeIdentity;
import dev.allstop.core.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * On SIGTERM drains this JVM's job servers, then lets the signal do what it did before. A shutdown hook would come too
 * late: all hooks run at the same time, so the application's own would stop the job servers under the jobs. A second
 * SIGTERM does not wait.
 */
final class SigtermDrain implements SignalHandler {

    private static final Logger LOG = LoggerFactory.getLogger(SigtermDrain.class);

    private final Fleet fleet;
    private final NodeIdentity identity;
    private final Duration timeout;
    private final AtomicBoolean draining = new AtomicBoolean();
    private volatile SignalHandler before = SignalHandler.SIG_DFL;

    SigtermDrain(Fleet fleet, NodeIdentity identity, Duration timeout) {
        this.fleet = fleet;
        this.identity = identity;
        this.timeout = timeout;
    }

    /** Logged, not thrown, where the JVM does not give the signal away ({@code -Xrs}). */
    void install() {
        try {
            before = Signal.handle(new Signal("TERM"), this);
        } catch (IllegalArgumentException reserved) {
            LOG.warn("sigterm=drain cannot work in this JVM: {}; stop it with `stop --local` before SIGTERM instead",
                    reserved.getMessage());
        }
    }

    @Override
    public void handle(Signal term) {
        if (draining.compareAndSet(false, true)) {
            new AgentThread(() -> {
                drain();
                before.handle(term);
            }, "sigterm").start();
        } else {
            before.handle(term);
        }
    }

    private void drain() {
        try {
            Report report = fleet.stop(new Order(new Selector(List.of(
                    new Condition(Selector.INCARNATION, false, List.of(identity.incarnation())))), timeout, false,
                    Optional.empty(), "SIGTERM", "the operating system", Expectation.NONE, OnDeadline.REPORT));
            LOG.info("SIGTERM: {}", report.headline());
        } catch (RuntimeException refused) {
            LOG.info("SIGTERM: nothing to drain: {}", refused.getMessage());
        }
    }
}

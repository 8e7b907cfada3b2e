package dev.allstop.core.management;

import dev.allstop.core.config.Durations;
import dev.allstop.core.report.Verdict;
import java.time.Duration;

/** {@link NodeBean} over the part of the fleet that is this JVM. */
final class NodeControl implements NodeBean {

    private final Part node;
    private final NodeIdentity identity;
    private final Operator operator;

    NodeControl(Part node, NodeIdentity identity, Operator operator) {
        this.node = node;
        this.identity = identity;
        this.operator = operator;
    }

    @Override
    public String status() {
        return operator.look(node::status);
    }

    @Override
    public String quiet() {
        return operator.quiet(() -> node.quiet());
    }

    @Override
    public String stop() {
        return operator.stop(() -> node.stop(identity.defaultTimeout()));
    }

    @Override
    public String stopWithin(String timeout) {
        Duration deadline = Durations.parse("timeout", timeout);
        return deadline.isZero() ? operator.request(() -> node.stop(deadline))
                : operator.stop(() -> node.stop(deadline));
    }

    @Override
    public String resume() {
        return operator.order(() -> node.resume(identity.byJmx()), report -> report.is(Verdict.RESUMED));
    }

    @Override
    public String getVersion() {
        return identity.version();
    }

    @Override
    public String getCluster() {
        return identity.cluster();
    }

    @Override
    public String getNode() {
        return identity.name();
    }

    @Override
    public String getState() {
        return Overview.state(node.status());
    }

    @Override
    public String[] getHolds() {
        return Overview.holds(node.holds(), node.status());
    }

    @Override
    public int getServerCount() {
        return Overview.servers(node.status());
    }

    @Override
    public int getServersRunning() {
        return Overview.serversRunning(node.status());
    }

    @Override
    public int getJobsRunning() {
        return Overview.jobsRunning(node.status());
    }

    @Override
    public boolean isDrained() {
        return node.status().is(Verdict.STOPPED);
    }

    @Override
    public String getDefaultTimeout() {
        return Durations.format(identity.defaultTimeout());
    }
}

package dev.allstop.core.management;

import dev.allstop.core.config.Durations;
import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.Report;
import dev.allstop.core.report.ReportJson;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.Verdict;
import java.time.Duration;

/** {@link FleetBean} over the fleet. */
final class FleetControl implements FleetBean {

    private final Fleet fleet;
    private final NodeIdentity identity;
    private final Operator operator;

    FleetControl(Fleet fleet, NodeIdentity identity, Operator operator) {
        this.fleet = fleet;
        this.identity = identity;
        this.operator = operator;
    }

    @Override
    public String status() {
        return operator.report(() -> ReportTable.text(fleet.status(), fleet.trail()));
    }

    @Override
    public String[] statusTable() {
        return operator.report(() -> ReportTable.rows(fleet.status()).toArray(String[]::new));
    }

    @Override
    public String statusJson() {
        return operator.report(() -> ReportJson.of(fleet.status(), fleet.trail()));
    }

    @Override
    public String plan(String options) {
        Fleet.Order order = parse(options);
        return operator.order(() -> fleet.plan(order), report -> !report.is(Verdict.REFUSED));
    }

    @Override
    public String quietAll() {
        return operator.quiet(() -> fleet.quiet(everything(identity.defaultTimeout())));
    }

    @Override
    public String stopAll() {
        return stop(everything(identity.defaultTimeout()));
    }

    @Override
    public String stopAllWithin(String timeout) {
        return stop(everything(Durations.parse("timeout", timeout)));
    }

    @Override
    public String stopAllWith(String options) {
        return stop(parse(options));
    }

    @Override
    public String awaitDrained(String timeout) {
        Duration deadline = Durations.parse("timeout", timeout);
        return operator.stop(() -> fleet.awaitDrained(deadline, Expectation.NONE));
    }

    @Override
    public String resumeAll() {
        return operator.order(() -> fleet.resumeAll(identity.byJmx()), report -> report.is(Verdict.RESUMED));
    }

    @Override
    public String resume(String holdId) {
        return operator.order(() -> fleet.resume(holdId, identity.byJmx()), report -> report.is(Verdict.RESUMED));
    }

    @Override
    public String shutdownAll(String options) {
        Fleet.Order order = parse(options);
        return operator.stop(() -> fleet.shutdown(order));
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
        return Overview.state(fleet.status());
    }

    @Override
    public String[] getHolds() {
        return Overview.holds(fleet.holds(), fleet.status());
    }

    @Override
    public int getNodeCount() {
        return fleet.status().nodes().size();
    }

    @Override
    public int getServerCount() {
        return Overview.servers(fleet.status());
    }

    @Override
    public int getServersRunning() {
        return Overview.serversRunning(fleet.status());
    }

    @Override
    public int getJobsRunning() {
        return Overview.jobsRunning(fleet.status());
    }

    @Override
    public boolean isDrained() {
        return fleet.status().is(Verdict.STOPPED);
    }

    @Override
    public String[] getNodeNames() {
        return fleet.status().nodes().stream().map(node -> node.status().name()).sorted().toArray(String[]::new);
    }

    @Override
    public String getDefaultTimeout() {
        return Durations.format(identity.defaultTimeout());
    }

    private String stop(Fleet.Order order) {
        return order.timeout().isZero() ? operator.request(() -> fleet.stop(order))
                : operator.stop(() -> fleet.stop(order));
    }

    private Fleet.Order parse(String options) {
        return StopOptions.parse(options, identity.defaultTimeout(), identity.byJmx());
    }

    private Fleet.Order everything(Duration timeout) {
        return StopOptions.order(Selector.ALL, timeout, identity.byJmx());
    }
}

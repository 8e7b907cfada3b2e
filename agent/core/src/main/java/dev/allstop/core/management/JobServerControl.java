package dev.allstop.core.management;

import dev.allstop.core.config.Durations;
import dev.allstop.core.report.ReportTable;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import dev.allstop.core.report.Verdict;
import java.time.Duration;

/** {@link JobServerBean} over the part of the fleet that is one job server. */
final class JobServerControl implements JobServerBean {

    private final JobServerView server;
    private final Part part;
    private final NodeIdentity identity;
    private final Operator operator;

    JobServerControl(JobServerView server, Part part, NodeIdentity identity, Operator operator) {
        this.server = server;
        this.part = part;
        this.identity = identity;
        this.operator = operator;
    }

    @Override
    public String jobs() {
        return operator.report(() -> ReportTable.jobs(identity.name(), server.snapshot()));
    }

    @Override
    public String quiet() {
        return operator.quiet(() -> part.quiet());
    }

    @Override
    public String stop() {
        return operator.stop(() -> part.stop(identity.defaultTimeout()));
    }

    @Override
    public String stopWithin(String timeout) {
        Duration deadline = Durations.parse("timeout", timeout);
        return deadline.isZero() ? operator.request(() -> part.stop(deadline))
                : operator.stop(() -> part.stop(deadline));
    }

    @Override
    public String resume() {
        return operator.order(() -> part.resume(identity.byJmx()), report -> report.is(Verdict.RESUMED));
    }

    @Override
    public String getKind() {
        return server.kind();
    }

    @Override
    public String getName() {
        return server.rawName();
    }

    @Override
    public String getLibrary() {
        return server.snapshot().library();
    }

    @Override
    public String getState() {
        return server.snapshot().state().name();
    }

    @Override
    public int getRunningJobs() {
        return server.snapshot().jobsRunning();
    }

    @Override
    public boolean isDrained() {
        ServerReport now = server.snapshot();
        return now.state() == ServerState.DRAINED || now.state() == ServerState.SHUTDOWN;
    }

    @Override
    public long getStartedTotal() {
        return server.snapshot().startedTotal();
    }
}

package dev.allstop.adapters.elasticjob;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code elasticjob}; see the package for what it rests on. */
public final class ElasticJobAdapter implements JobServerAdapter {

    private static final String ELASTICJOB = "org.apache.shardingsphere.elasticjob.";

    static final String EXECUTOR = ELASTICJOB + "executor.ElasticJobExecutor";
    static final String FACADE = ELASTICJOB + "lite.internal.schedule.LiteJobFacade";
    static final String SCHEDULER = ELASTICJOB + "lite.internal.schedule.JobScheduler";
    static final String REGISTRY = ELASTICJOB + "lite.internal.schedule.JobRegistry";

    private final MissedFirings missed = new MissedFirings();
    private final JobSchedulers schedulers = new JobSchedulers();

    @Override
    public String kind() {
        return "elasticjob";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        Executions executions = new Executions(servers, missed);
        return List.of(
                new HookPoint(EXECUTOR, HookPoint.CONSTRUCTOR, HookPoint.ANY, executions.constructed(kind())),
                Lifecycle.end(EXECUTOR, "shutdown", servers),
                new HookPoint(SCHEDULER, HookPoint.CONSTRUCTOR, HookPoint.ANY, schedulers.constructed()),
                new HookPoint(EXECUTOR, "execute", 0, executions.execution()),
                new HookPoint(FACADE, "isExecuteMisfired", 1, executions.misfired()),
                new HookPoint(EXECUTOR, "process", 3, executions.handOver()),
                new HookPoint(EXECUTOR, "process", 4, Execution.ofCommitted(servers, Owner.SELF,
                        (executor, arguments) -> new Item(new ByIdentity(arguments[1]), (int) arguments[2]))));
    }

    @Override
    public ServerControl bind(Class<?> executorClass, Weaving weaving) throws UnsupportedShape {
        return new ElasticJobControl(executorClass, ElasticJobLibrary.BOUND.of(executorClass), missed, schedulers);
    }

    /** The Quartz scheduler that a job has to itself. */
    @Override
    public boolean isPart(Object other) throws Throwable {
        return JobsOwnScheduler.is(other);
    }
}

package dev.allstop.adapters.camunda;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.adapter.Lifecycle;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.List;

/** The kind {@code camunda}; see the package for what it rests on. */
public final class CamundaAdapter implements JobServerAdapter {

    private static final String PACKAGE = "org.camunda.bpm.engine.impl.";

    static final String EXECUTOR = PACKAGE + "jobexecutor.JobExecutor";
    static final String ACQUIRE = PACKAGE + "jobexecutor.SequentialJobAcquisitionRunnable";
    static final String EXECUTE = PACKAGE + "jobexecutor.ExecuteJobsRunnable";
    static final String CONFIGURATION = PACKAGE + "cfg.ProcessEngineConfigurationImpl";

    private final EngineNames engineNames = new EngineNames();

    @Override
    public String kind() {
        return "camunda";
    }

    @Override
    public List<HookPoint> hookPoints(Servers servers) {
        AcquireJobs acquisition = new AcquireJobs(servers);
        return List.of(
                engineNames.atConstructor(kind(), servers),
                engineNames.atEngine(kind(), servers),
                engineNames.atStart(kind(), servers),
                Lifecycle.end(EXECUTOR, "shutdown", servers),
                new HookPoint(ACQUIRE, "acquireJobs", 3, acquisition),
                new HookPoint(EXECUTE, "executeJob", 3, new ExecuteJob(servers, acquisition)));
    }

    @Override
    public ServerControl bind(Class<?> executorClass, Weaving weaving) throws UnsupportedShape {
        return new CamundaControl(executorClass, CamundaLibrary.BOUND.of(executorClass), engineNames);
    }
}

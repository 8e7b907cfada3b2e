package dev.allstop.it.flowable;

import dev.allstop.it.processes.ProcessEngineServer;
import dev.allstop.it.subject.Subject;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** A process engine that locks its jobs for less than a minute, since it never extends a lock. */
final class FlowableEngine extends ProcessEngineServer {

    private static final int LOCK_MILLIS = Subject.isPatient() ? 3_600_000 : 40_000;

    private final ProcessEngine engine;
    private final ProcessEngineConfigurationImpl configuration;

    FlowableEngine(String name, int workers, DataSource database) {
        super("http://flowable.org/bpmn", "async", LedgerTask.class);
        configuration = new StandaloneProcessEngineConfiguration();
        configuration.setEngineName(name);
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setIdGenerator(FlowableEngine::nextId);
        configuration.setDisableIdmEngine(true);
        configuration.setDisableEventRegistry(true);
        configuration.setAsyncExecutorActivate(false);
        configuration.setAsyncExecutorCorePoolSize(workers);
        configuration.setAsyncExecutorMaxPoolSize(workers);
        configuration.setAsyncExecutorDefaultAsyncJobAcquireWaitTime(500);
        configuration.setAsyncExecutorDefaultTimerJobAcquireWaitTime(200);
        configuration.setAsyncExecutorResetExpiredJobsInterval(1_000);
        configuration.setAsyncExecutorAsyncJobLockTimeInMillis(LOCK_MILLIS);
        engine = configuration.buildProcessEngine();
        deployProcess();
    }

    @Override
    protected void deploy(String process, String resource, String bpmn) {
        engine.getRepositoryService().createDeployment().enableDuplicateFiltering().name(process)
                .addString(resource, bpmn).deploy();
    }

    @Override
    protected void startProcess(String process, Map<String, Object> variables) {
        engine.getRuntimeService().startProcessInstanceByKey(process, variables);
    }

    @Override
    public void start() {
        configuration.getAsyncExecutor().start();
    }

    @Override
    public void shutdown() {
        engine.close();
    }
}

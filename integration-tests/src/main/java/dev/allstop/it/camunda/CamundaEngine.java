package dev.allstop.it.camunda;

import dev.allstop.it.processes.ProcessEngineServer;
import dev.allstop.it.subject.Subject;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;

/** A process engine that locks its jobs for less than a minute, since it never extends a lock. */
final class CamundaEngine extends ProcessEngineServer {

    private static final int LOCK_MILLIS = Subject.isPatient() ? 300_000 : 40_000;

    private final DefaultJobExecutor executor = new DefaultJobExecutor();
    private final ProcessEngine engine;

    CamundaEngine(String name, int workers, DataSource database) {
        super("http://camunda.org/schema/1.0/bpmn", "asyncBefore", LedgerTask.class);
        executor.setCorePoolSize(workers);
        executor.setMaxPoolSize(workers);
        executor.setWaitTimeInMillis(500);
        executor.setMaxWait(500);
        executor.setLockTimeInMillis(LOCK_MILLIS);
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setIdGenerator(CamundaEngine::nextId);
        configuration.setMetricsEnabled(false);
        configuration.setHistory("none");
        configuration.setJobExecutor(executor);
        configuration.setJobExecutorActivate(false);
        engine = configuration.buildProcessEngine();
        deployProcess();
    }

    @Override
    protected void deploy(String process, String resource, String bpmn) {
        engine.getRepositoryService().createDeployment().enableDuplicateFiltering(true).name(process)
                .addString(resource, bpmn).deploy();
    }

    @Override
    protected void startProcess(String process, Map<String, Object> variables) {
        engine.getRuntimeService().startProcessInstanceByKey(process, variables);
    }

    @Override
    public void start() {
        executor.start();
    }

    @Override
    public void shutdown() {
        engine.close();
    }
}

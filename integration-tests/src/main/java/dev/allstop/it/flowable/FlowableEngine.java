package dev.allstop.it.flowable;

import dev.allstop.it.subject.Subject;
import java.util.Map;
import javax.sql.DataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** A process engine that locks its jobs for less than a minute, since it never extends a lock. */
final class FlowableEngine implements Subject.Server {

    private static final String PROCESS = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:flowable="http://flowable.org/bpmn"
                targetNamespace="dev.allstop.it">
              <process id="%s" isExecutable="true">
                <startEvent id="start">%s</startEvent>
                <sequenceFlow id="begin" sourceRef="start" targetRef="work"/>
                <serviceTask id="work" flowable:async="%s" flowable:class="dev.allstop.it.flowable.LedgerTask"/>
                <sequenceFlow id="finish" sourceRef="work" targetRef="end"/>
                <endEvent id="end"/>
              </process>
            </definitions>""";
    private static final String EVERY = """
            <timerEventDefinition><timeCycle>R/PT%dS</timeCycle></timerEventDefinition>""";

    private static final int LOCK_MILLIS = Subject.isPatient() ? 3_600_000 : 40_000;

    private final ProcessEngine engine;
    private final ProcessEngineConfigurationImpl configuration;

    FlowableEngine(String name, int workers, DataSource database) {
        configuration = new StandaloneProcessEngineConfiguration();
        configuration.setEngineName(name);
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setIdGenerator(new JobIds());
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
        deploy("once", "", true);
    }

    private void deploy(String process, String startEvent, boolean async) {
        engine.getRepositoryService().createDeployment().enableDuplicateFiltering().name(process)
                .addString(process + ".bpmn20.xml", PROCESS.formatted(process, startEvent, async)).deploy();
    }

    @Override
    public void start() {
        configuration.getAsyncExecutor().start();
    }

    /** Does nothing: the library can but shut down. */
    @Override
    public void pause() {
    }

    @Override
    public void unpause() {
    }

    @Override
    public void shutdown() {
        engine.close();
    }

    @Override
    public void enqueue(String id, long millis) {
        JobIds.whileEnqueueing(id, () -> engine.getRuntimeService()
                .startProcessInstanceByKey("once", Map.of("id", id, "millis", millis)));
    }

    /** Its job is the timer itself. */
    @Override
    public void repeat(String id, long periodMillis) {
        deploy(id, EVERY.formatted(periodMillis / 1_000), false);
    }
}

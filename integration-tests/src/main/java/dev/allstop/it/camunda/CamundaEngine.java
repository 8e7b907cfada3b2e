package dev.allstop.it.camunda;

import dev.allstop.it.subject.Subject;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.DefaultJobExecutor;

/** A process engine that locks its jobs for less than a minute, since it never extends a lock. */
final class CamundaEngine implements Subject.Server {

    private static final String PROCESS = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="dev.allstop.it">
              <process id="%s" isExecutable="true" camunda:historyTimeToLive="1">
                <startEvent id="start">%s</startEvent>
                <sequenceFlow id="begin" sourceRef="start" targetRef="work"/>
                <serviceTask id="work" camunda:asyncBefore="%s" camunda:class="dev.allstop.it.camunda.LedgerTask"/>
                <sequenceFlow id="finish" sourceRef="work" targetRef="end"/>
                <endEvent id="end"/>
              </process>
            </definitions>""";
    private static final String EVERY = """
            <timerEventDefinition><timeCycle>R/PT%dS</timeCycle></timerEventDefinition>""";

    private static final int LOCK_MILLIS = Subject.isPatient() ? 300_000 : 40_000;

    private final DefaultJobExecutor executor = new DefaultJobExecutor();
    private final ProcessEngine engine;

    CamundaEngine(String name, int workers, DataSource database) {
        executor.setCorePoolSize(workers);
        executor.setMaxPoolSize(workers);
        executor.setWaitTimeInMillis(500);
        executor.setMaxWait(500);
        executor.setLockTimeInMillis(LOCK_MILLIS);
        StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
        configuration.setProcessEngineName(name);
        configuration.setDataSource(database);
        configuration.setDatabaseSchemaUpdate("true");
        configuration.setIdGenerator(new JobIds());
        configuration.setMetricsEnabled(false);
        configuration.setHistory("none");
        configuration.setJobExecutor(executor);
        configuration.setJobExecutorActivate(false);
        engine = configuration.buildProcessEngine();
        deploy("once", "", true);
    }

    private void deploy(String process, String startEvent, boolean async) {
        engine.getRepositoryService().createDeployment().enableDuplicateFiltering(true).name(process)
                .addString(process + ".bpmn", PROCESS.formatted(process, startEvent, async)).deploy();
    }

    @Override
    public void start() {
        executor.start();
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

package dev.allstop.it.processes;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** An engine whose jobs are steps and timers of processes. */
public abstract class ProcessEngineServer implements Subject.Server {

    private static final String PROCESS = """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:engine="%s"
                targetNamespace="dev.allstop.it">
              <process id="%s" isExecutable="true" engine:historyTimeToLive="1">
                <startEvent id="start">%s</startEvent>
                <sequenceFlow id="begin" sourceRef="start" targetRef="work"/>
                <serviceTask id="work" engine:%s="%s" engine:class="%s"/>
                <sequenceFlow id="finish" sourceRef="work" targetRef="end"/>
                <endEvent id="end"/>
              </process>
            </definitions>""";
    private static final String EVERY = """
            <timerEventDefinition><timeCycle>R/PT%dS</timeCycle></timerEventDefinition>""";
    private static final String ONCE = "once";

    private static final ThreadLocal<String> ENQUEUEING = ThreadLocal.withInitial(() -> "");

    private final String namespace;
    private final String async;
    private final Class<?> task;

    /**
     * @param namespace of the library's own attributes
     * @param async     the one that makes a job of a step
     * @param task      the library's delegate, which calls {@link #runTask}
     */
    protected ProcessEngineServer(String namespace, String async, Class<?> task) {
        this.namespace = namespace;
        this.async = async;
        this.task = task;
    }

    /** To be called when the engine is built. */
    protected final void deployProcess() {
        deploy(ONCE, "", true);
    }

    private void deploy(String process, String startEvent, boolean asJob) {
        deploy(process, process + ".bpmn20.xml",
                PROCESS.formatted(namespace, process, startEvent, async, asJob, task.getName()));
    }

    /** Does nothing when the same is deployed already. */
    protected abstract void deploy(String process, String resource, String bpmn);

    protected abstract void startProcess(String process, Map<String, Object> variables);

    /** Ids for the engine to use: they begin with what is being enqueued, so that a job can be known by them. */
    protected static String nextId() {
        return ENQUEUEING.get() + UUID.randomUUID();
    }

    /** The service task of all processes. Without a variable of its own the process is called like its job. */
    public static void runTask(Function<String, Object> variables, String processDefinition) {
        Object id = variables.apply("id");
        Object millis = variables.apply("millis");
        Ledger.run(id == null ? processDefinition.replaceFirst(":.*", "") : (String) id,
                millis == null ? 0 : (Long) millis);
    }

    /** Does nothing: the libraries can but shut down. */
    @Override
    public final void pause() {
    }

    @Override
    public final void unpause() {
    }

    @Override
    public final void enqueue(String id, long millis) {
        ENQUEUEING.set(id + ".");
        try {
            startProcess(ONCE, Map.of("id", id, "millis", millis));
        } finally {
            ENQUEUEING.remove();
        }
    }

    /** Its job is the timer itself. */
    @Override
    public final void repeat(String id, long periodMillis) {
        deploy(id, EVERY.formatted(periodMillis / 1_000), false);
    }
}

package dev.allstop.adapters.temporal;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;

import dev.allstop.core.adapter.LateName;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A {@code WorkerFactory} and what can be done with it from outside its threads. */
final class TemporalControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("temporal", "1.38.0");
    private static final long TERMINATION_SECONDS = 60;

    private final LateName names = new LateName();
    private final String library;
    private final TemporalLibrary temporal;
    private final MethodHandle state;
    private final MethodHandle shutdown;
    private final MethodHandle awaitTermination;

    TemporalControl(Class<?> factory, TemporalLibrary temporal) throws UnsupportedShape {
        this.library = TESTED.libraryOf(factory);
        this.temporal = temporal;
        this.state = getter(factory, "state");
        this.shutdown = method(factory, "shutdown", 0);
        this.awaitTermination = method(factory, "awaitTermination", 2);
    }

    /** Its task queues; workers are added after its construction. */
    @Override
    public String name(Object factory) throws Throwable {
        TreeSet<String> queues = new TreeSet<>();
        temporal.workersByTaskQueue(factory).keySet().forEach(queue -> queues.add((String) queue));
        return names.of(factory, queues.isEmpty() ? null : String.join(",", queues), "worker-factory");
    }

    @Override
    public String library(Object factory) {
        return library;
    }

    /** {@code Initial}, {@code Started}, {@code Suspended} or {@code Shutdown}. */
    @Override
    public String nativeState(Object factory) throws Throwable {
        String now = state.invoke(factory).toString().toUpperCase(Locale.ROOT);
        return now.equals("STARTED") ? "RUNNING" : now;
    }

    @Override
    public int runningByLibrary(Object factory) throws Throwable {
        return temporal.usedSlots(factory);
    }

    /** The type of activity or workflow; the workflow, and which of its activities. */
    @Override
    public String[] describe(Run run) throws Throwable {
        Object task = run.subject();
        if (temporal.activityTask().isInstance(task)) {
            Object response = temporal.activityResponse().invoke(task);
            return new String[] {(String) temporal.activityName().invoke(temporal.activityType().invoke(response)),
                    temporal.workflowId().invoke(temporal.executionOfActivity().invoke(response)) + " activity "
                            + temporal.activityId().invoke(response)};
        }
        if (temporal.workflowTask().isInstance(task)) {
            Object response = temporal.workflowResponse().invoke(task);
            return new String[] {(String) temporal.workflowName().invoke(temporal.workflowType().invoke(response)),
                    temporal.workflowId().invoke(temporal.executionOfWorkflow().invoke(response)) + " workflow task"};
        }
        return new String[] {task.getClass().getSimpleName(), ""};
    }

    @Override
    public void shutdown(Object factory) throws Throwable {
        shutdown.invoke(factory);
        awaitTermination.invoke(factory, TERMINATION_SECONDS, TimeUnit.SECONDS);
    }
}

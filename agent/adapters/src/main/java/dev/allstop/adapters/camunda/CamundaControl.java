package dev.allstop.adapters.camunda;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Withdrawal;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A {@code JobExecutor} and what can be done with it. Never by its own {@code shutdown} while a job runs or waits, which
 * runs what was acquired first, and gives up after a minute.
 */
final class CamundaControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("camunda", "7.24.0");

    private final String library;
    private final CamundaLibrary camunda;
    private final EngineNames engineNames;
    private final Withdrawal withdrawal = new Withdrawal(this::unlock);
    private final Executor executor;

    CamundaControl(Class<?> executorClass, CamundaLibrary camunda, EngineNames engineNames)
            throws UnsupportedShape {
        this.library = TESTED.libraryOf(neighbour(executorClass, CamundaAdapter.EXECUTOR));
        this.camunda = camunda;
        this.engineNames = engineNames;
        this.executor = Executor.bind(executorClass);
    }

    /** @param withThreads executors with a thread pool of their own, which tells what it does */
    private record Executor(MethodHandle isActive, MethodHandle jobWasAdded, Class<?> withThreads, MethodHandle threads,
                            MethodHandle shutdown) {

        static Executor bind(Class<?> type) throws UnsupportedShape {
            Class<?> withThreads = neighbour(type, "org.camunda.bpm.engine.impl.jobexecutor.ThreadPoolJobExecutor");
            return new Executor(
                    method(type, "isActive", 0),
                    method(type, "jobWasAdded", 0),
                    withThreads,
                    getter(withThreads, "threadPoolExecutor"),
                    method(type, "shutdown", 0));
        }
    }

    /** The engine's, of the first if there are several; an executor that a container makes first is called by its class. */
    @Override
    public String name(Object object) {
        String engine = engineNames.of(object);
        return engine == null ? object.getClass().getSimpleName() : engine;
    }

    @Override
    public String library(Object object) {
        return library;
    }

    @Override
    public String nativeState(Object object) throws Throwable {
        return (boolean) executor.isActive().invoke(object) ? "RUNNING" : "STOPPED";
    }

    @Override
    public int gateClosed(JobServer held, Object object) {
        return withdrawal.withdraw(held, object);
    }

    @Override
    public int accepted(Object object) {
        return withdrawal.pending(object);
    }

    private void unlock(Object object, Run run) throws Throwable {
        AcquiredJob job = (AcquiredJob) run.subject();
        camunda.unlock(job.engine(), job.id());
    }

    /** Batches, which are jobs where these do not exclude each other. */
    @Override
    public int runningByLibrary(Object object) throws Throwable {
        if (!executor.withThreads().isInstance(object)) {
            return -1;
        }
        return executor.threads().invoke(object) instanceof ThreadPoolExecutor threads
                ? threads.getActiveCount() + threads.getQueue().size() : 0;
    }

    /** Otherwise it would look for work only after its own wait, up to a minute. */
    @Override
    public void gateOpened(Object object) throws Throwable {
        executor.jobWasAdded().invoke(object);
    }

    @Override
    public String[] describe(Run run) throws Throwable {
        AcquiredJob job = (AcquiredJob) run.subject();
        Object row = rowOf(job);
        return new String[] {row == null ? "job" : camunda.job().nameOf(row), job.id()};
    }

    /** Null while it is not known: of a job that waits, or that has just begun. */
    private Object rowOf(AcquiredJob job) throws Throwable {
        return job.collector() == null ? null : camunda.job().ofCollector().invoke(job.collector());
    }

    @Override
    public boolean giveBack(Object object, Run run) throws Throwable {
        AcquiredJob job = (AcquiredJob) run.subject();
        return camunda.restore(job.engine(), job.id(), rowOf(job));
    }

    @Override
    public void shutdown(Object object) throws Throwable {
        executor.shutdown().invoke(object);
    }
}

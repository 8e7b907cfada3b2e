package dev.allstop.adapters.camunda;

import dev.allstop.core.adapter.Execution;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.gate.Run;
import java.util.List;

/**
 * Around {@code ExecuteJobsRunnable.executeJob(String, CommandExecutor, JobFailureCollector)}, one job of a batch with its
 * transaction and what is to be done when it fails. A job of the batch was committed when it was acquired; one that
 * another has added meanwhile was not, nor one from before Allstop was attached, and is turned away at a closed gate.
 */
final class ExecuteJob extends Execution {

    private final Servers servers;
    private final AcquireJobs acquisition;

    ExecuteJob(Servers servers, AcquireJobs acquisition) {
        super(servers, (runnable, none) -> executorOf(runnable),
                (runnable, arguments) -> new AcquiredJob.Key(batchOf(runnable), (String) arguments[0]),
                Admission.COMMITTED, null);
        this.servers = servers;
        this.acquisition = acquisition;
    }

    private static Object executorOf(Object runnable) throws Throwable {
        return CamundaLibrary.BOUND.of(runnable).executorOfRunnable().invoke(runnable);
    }

    private static List<?> batchOf(Object runnable) throws Throwable {
        return (List<?>) CamundaLibrary.BOUND.of(runnable).batchOfRunnable().invoke(runnable);
    }

    @Override
    protected Admission admission(Object runnable, Object[] arguments) throws Throwable {
        List<?> batch = batchOf(runnable);
        return acquisition.hasSeen(batch) && batch.contains(arguments[0]) ? Admission.COMMITTED : Admission.GATED;
    }

    @Override
    protected void turnedAway(Object runnable, Object[] arguments) throws Throwable {
        AcquiredJob job = (AcquiredJob) subject(runnable, arguments);
        servers.find(executorOf(runnable)).inFlight().turnAway(job.key(), job);
    }

    @Override
    protected Object subject(Object runnable, Object[] arguments) throws Throwable {
        AcquiredJob job = new AcquiredJob(CamundaLibrary.BOUND.of(runnable).engineOfRunnable().invoke(runnable),
                batchOf(runnable), (String) arguments[0]);
        job.collectedBy(arguments[2]);
        return job;
    }

    @Override
    protected void started(Run run, Object subject) {
        ((AcquiredJob) run.subject()).collectedBy(((AcquiredJob) subject).collector());
    }
}

package dev.allstop.adapters.camunda;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.WeakIdentityMap;
import java.util.List;

/**
 * Around {@code SequentialJobAcquisitionRunnable.acquireJobs}, which locks a number of rows for one engine; the same
 * thread hands the batches to the pool next. At a closed gate nothing was acquired, and the acquisition, which then has
 * not been told of anything for this engine, takes the executor for idle.
 */
final class AcquireJobs implements HookHandler {

    private final Servers servers;
    private final WeakIdentityMap<Boolean> seen = new WeakIdentityMap<>();

    AcquireJobs(Servers servers) {
        this.servers = servers;
    }

    @Override
    public Object enter(Object runnable, Object[] arguments) throws Throwable {
        CamundaLibrary library = CamundaLibrary.BOUND.of(runnable);
        JobServer server = servers.find(library.executorOfAcquisition().invoke(runnable));
        if (server == null) {
            return null;
        }
        return server.gate().enter() ? new Acquisition(server, arguments[2])
                : HookHandler.skip(library.noJobs().invoke(0));
    }

    private record Acquisition(JobServer server, Object engine) {
    }

    @Override
    public void exit(Object token, Object runnable, Object acquired, Throwable thrown) throws Throwable {
        Acquisition acquisition = (Acquisition) token;
        try {
            if (thrown == null) {
                for (Object batch : (List<?>) CamundaLibrary.BOUND.of(runnable).batches().invoke(acquired)) {
                    seen.put(batch, true);
                    for (Object id : (List<?>) batch) {
                        AcquiredJob job = new AcquiredJob(acquisition.engine(), batch, (String) id);
                        acquisition.server().inFlight().commit(job.key(), job);
                    }
                }
            }
        } finally {
            acquisition.server().gate().leave();
        }
    }

    /** Whether all jobs of this batch were committed; not so from before Allstop was attached. */
    boolean hasSeen(Object batch) {
        return seen.get(batch) != null;
    }
}

package dev.allstop.demohost.jobrunr;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.work.Work;
import org.jobrunr.jobs.lambdas.JobRequestHandler;

/** Runs the work that a {@link WorkRequest} asks for; public, because JobRunr calls it by reflection. */
public final class WorkRequestHandler implements JobRequestHandler<WorkRequest> {

    private final Work work;

    WorkRequestHandler(Work work) {
        this.work = work;
    }

    @Override
    public void run(WorkRequest request) throws InterruptedException {
        work.run(new Job(request.jobId(), JobKind.JOBRUNR, request.workMillis()));
    }
}

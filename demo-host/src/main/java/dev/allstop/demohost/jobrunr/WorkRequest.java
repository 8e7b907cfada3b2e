package dev.allstop.demohost.jobrunr;

import org.jobrunr.jobs.lambdas.JobRequest;

/** A job as JobRunr stores it, in JSON. */
public record WorkRequest(String jobId, long workMillis) implements JobRequest {

    @Override
    public Class<WorkRequestHandler> getJobRequestHandler() {
        return WorkRequestHandler.class;
    }
}

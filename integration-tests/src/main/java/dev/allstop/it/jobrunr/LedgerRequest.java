package dev.allstop.it.jobrunr;

import org.jobrunr.jobs.lambdas.JobRequest;

/** A job as JobRunr stores it, in JSON: no record, which the JSON libraries of the older versions cannot read. */
public final class LedgerRequest implements JobRequest {

    private String id;
    private long millis;

    /** For JSON. */
    public LedgerRequest() {
    }

    LedgerRequest(String id, long millis) {
        this.id = id;
        this.millis = millis;
    }

    String id() {
        return id;
    }

    long millis() {
        return millis;
    }

    @Override
    public Class<LedgerHandler> getJobRequestHandler() {
        return LedgerHandler.class;
    }

    /** Becomes part of the job's name. */
    @Override
    public String toString() {
        return id;
    }
}

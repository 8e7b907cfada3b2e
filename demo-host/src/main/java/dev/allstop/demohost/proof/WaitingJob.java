package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.Instant;

/** A submitted job that no node has started. */
record WaitingJob(String jobId, JobKind kind, Instant submittedAt) {
}

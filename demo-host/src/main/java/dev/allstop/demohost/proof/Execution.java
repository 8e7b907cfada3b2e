package dev.allstop.demohost.proof;

import dev.allstop.demohost.job.JobKind;
import java.time.Duration;
import java.time.Instant;

/**
 * One line of the ledger.
 *
 * @param outcome the ledger's word, null while the execution runs
 * @param endedAt null while the execution runs
 * @param work    how long the job works when it is left alone
 */
record Execution(
        String jobId, JobKind kind, String node, String release, Instant startedAt, Instant endedAt, String outcome, Duration work) {

    boolean isRunning() {
        return endedAt == null;
    }

    boolean ranAt(Instant instant) {
        return startedAt.isBefore(instant) && (isRunning() || endedAt.isAfter(instant));
    }

    /** Done, and no sooner than its work takes. */
    boolean cameToItsNaturalEnd() {
        return "done".equals(outcome) && Duration.between(startedAt, endedAt).compareTo(work.multipliedBy(9).dividedBy(10)) >= 0;
    }
}

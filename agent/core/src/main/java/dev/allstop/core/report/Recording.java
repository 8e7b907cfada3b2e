package dev.allstop.core.report;

import java.util.List;

/**
 * An order that was answered, and what was seen meanwhile.
 *
 * @param jobs       in no order
 * @param answeredAt milliseconds of the clock of the jobs
 */
public record Recording(Report report, List<JobSpan> jobs, long answeredAt) {

    public Recording {
        jobs = List.copyOf(jobs);
    }
}

package dev.allstop.core.report;

import java.time.Instant;
import java.util.List;

/**
 * A job that runs now, or that its library has committed to run.
 *
 * @param job       the job's name in the words of its library
 * @param id        the library's identifier of this execution
 * @param thread    name of the thread that runs it, empty while it is committed but not yet started
 * @param startedAt wall clock of the node, for display only
 * @param elapsedMs milliseconds since it started, by the node's monotonic clock
 * @param stack     top frames of its thread, empty unless asked for
 */
public record RunningJob(String job, String id, String thread, Instant startedAt, long elapsedMs, List<String> stack) {

    public RunningJob {
        stack = List.copyOf(stack);
    }
}

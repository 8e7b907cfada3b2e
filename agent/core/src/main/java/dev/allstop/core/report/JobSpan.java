package dev.allstop.core.report;

/**
 * A job that was seen running, and from when to when, in milliseconds of one monotonic clock.
 *
 * @param incarnation of the JVM that ran it
 * @param kind        of its job server
 * @param server      name of its job server
 * @param job         the job's name in the words of its library
 * @param id          the library's identifier of this execution
 * @param from        may be long before anybody looked
 * @param to          the first look that did not see it any more, -1 while it runs
 */
public record JobSpan(String incarnation, String kind, String server, String job, String id, long from, long to) {

    /** Whether the last look still saw it. */
    public boolean isRunning() {
        return to < 0;
    }

    /** The same, seen no more. */
    public JobSpan endedAt(long end) {
        return new JobSpan(incarnation, kind, server, job, id, from, end);
    }
}

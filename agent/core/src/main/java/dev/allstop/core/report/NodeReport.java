package dev.allstop.core.report;

/**
 * One member in a report.
 *
 * @param status    what it said last; for a member never seen only the name is filled
 * @param outcome   what became of it
 * @param ackMs     milliseconds from the order to its acknowledgement, -1 while there is none
 * @param drainedMs milliseconds from the order to its being drained, -1 while it is not
 */
public record NodeReport(NodeStatus status, MemberOutcome outcome, long ackMs, long drainedMs) {
}

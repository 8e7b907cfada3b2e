package dev.allstop.demohost.job;

/**
 * One piece of work.
 *
 * @param id       names the work, not one execution of it: a job that is run twice has two executions of the same id
 * @param kind     the library that runs it
 * @param workMillis how long the work takes, in milliseconds
 */
public record Job(String id, JobKind kind, long workMillis) {
}

package dev.allstop.it.subject;

import java.util.List;

/** How tests drive a {@link Subject} in another JVM; servers are known by the number that construct returns. */
public interface SubjectMXBean {

    String NAME = "dev.allstop.it:type=Subject";

    int construct(String name, int workers) throws Exception;

    void start(int server) throws Exception;

    void pause(int server) throws Exception;

    void unpause(int server) throws Exception;

    void shutdown(int server) throws Exception;

    /** Enqueues jobs with the identifiers {@code prefix-0} to {@code prefix-(count - 1)}. */
    void enqueue(int server, String prefix, int count, long millis) throws Exception;

    void repeat(int server, String id, long periodMillis) throws Exception;

    /** Ends the jobs that run now, all as if their time had passed. */
    void endRunning();

    /** Lines of {@code nanoTime START|END|INTERRUPTED|ASKED id}, without as many of the first. */
    List<String> ledgerAfter(int lines);

    /** How many lines {@link #ledgerAfter} has in all, without making them. */
    int ledgerSize();

    /** This JVM's {@link System#nanoTime}. */
    long nanoTime();
}

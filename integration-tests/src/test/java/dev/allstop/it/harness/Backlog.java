package dev.allstop.it.harness;

import dev.allstop.it.subject.SubjectMXBean;

/** More jobs than a test class can see the end of. */
public final class Backlog {

    private static final int JOBS = 400;

    private Backlog() {
    }

    /** Of one to two seconds each, of unequal length so that two workers are hardly ever free in the same moment. */
    public static void fill(SubjectMXBean subject, int server) throws Exception {
        for (int job = 0; job < JOBS; job++) {
            subject.enqueue(server, "job" + job, 1, 1_000 + job % 7 * 150);
        }
    }
}

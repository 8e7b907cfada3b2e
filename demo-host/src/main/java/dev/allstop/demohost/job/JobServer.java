package dev.allstop.demohost.job;

/** One library's side of the application: takes jobs in, and runs them on this node. */
public interface JobServer {

    JobKind kind();

    void start();

    /** Hands the job to the library, which runs it once on any node; callable from any thread once started. */
    void submit(Job job);

    /** Gives running jobs the configured grace, interrupts those that are left, and returns when none runs. */
    void stop();
}

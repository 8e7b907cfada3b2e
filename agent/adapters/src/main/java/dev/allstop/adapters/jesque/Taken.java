package dev.allstop.adapters.jesque;

/** What a worker has taken out of a queue; written by its thread. */
final class Taken {

    private volatile Object job;
    private volatile String queue;
    private volatile boolean failed;

    /** Still text, and nobody can tell what. */
    Taken() {
        this(null, null);
    }

    Taken(Object job, String queue) {
        this.job = job;
        this.queue = queue;
    }

    /** The library has made a job of the text. */
    void read(Taken same) {
        queue = same.queue;
        job = same.job;
    }

    void fail() {
        failed = true;
    }

    /** Null while it is still text. */
    Object job() {
        return job;
    }

    String queue() {
        return queue;
    }

    /** Whether the library has written it to the list of failed jobs. */
    boolean hasFailed() {
        return failed;
    }
}

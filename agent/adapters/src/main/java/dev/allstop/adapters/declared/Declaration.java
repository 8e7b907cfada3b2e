package dev.allstop.adapters.declared;

import java.time.Duration;
import java.util.List;

/**
 * A job server as somebody described it; everything can be read, nothing has been compared with the class yet.
 *
 * @param name     null for the simple name of the class
 * @param activeOn what brings back a server that was gone
 * @param isQuiet  null when it cannot be told
 * @param settle   how long nothing must have been in flight
 */
record Declaration(String kind, Line classLine, String className, Path name, List<Target> activeOn,
                   List<Target> goneOn, List<Gate> gates, List<Job> jobs, List<Statement> quiet, Path isQuiet,
                   List<Statement> resume, List<Path> inFlight, Duration settle, List<Statement> cancel,
                   List<Statement> shutdown) {

    /** A method with which it fetches work. */
    record Gate(Target target, Answer answer, Path owner) {
    }

    /**
     * A method that runs one job.
     *
     * @param answer null when jobs are fetched elsewhere
     * @param name   null for the method's
     * @param id     null for a number
     */
    record Job(Target target, Answer answer, Path owner, Path name, Path id, Key key) {
    }

    /**
     * How a job is known as the one that a gate let through.
     *
     * @param ofThread the thread that fetched it runs it
     * @param path     to what was fetched, null when {@code ofThread}, or when nothing is fetched
     */
    record Key(boolean ofThread, Path path) {

        static final Key NONE = new Key(false, null);

        boolean isNone() {
            return !ofThread && path == null;
        }
    }
}

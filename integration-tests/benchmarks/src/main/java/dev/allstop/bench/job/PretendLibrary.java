package dev.allstop.bench.job;

/** Stands for a library whose own work costs nothing: it hands out a job, and the job runs. */
final class PretendLibrary {

    private long fetched;

    /** The commit point. */
    Job fetch() {
        return new Job(++fetched);
    }

    /** One execution, with an object of its own as in every library. */
    static final class Job {

        private final long number;

        private Job(long number) {
            this.number = number;
        }

        long run(long input) {
            return number ^ input;
        }
    }
}

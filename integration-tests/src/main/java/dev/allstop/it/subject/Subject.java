package dev.allstop.it.subject;

/**
 * One kind of job server as an application uses it. Has a constructor without parameters; finds the database of its
 * test, when it asks for one, in {@link #database()}. Uses only what all versions of the matrix have in common.
 */
public interface Subject {

    /**
     * Builds a job server and does not start it. Equal names are allowed where the library allows them.
     *
     * @param workers size of its pool
     */
    Server construct(String name, int workers) throws Exception;

    /** One job server. Several threads may call. */
    interface Server {

        void start() throws Exception;

        /** The library's own way to take no new jobs for a while. */
        void pause() throws Exception;

        void unpause() throws Exception;

        /** The library's own terminal stop, letting running jobs end. */
        void shutdown() throws Exception;

        /** Due now, executed once, by {@link Ledger#run}. May be called before start. */
        void enqueue(String id, long millis) throws Exception;

        /**
         * Due now and then every period, executed by {@link Ledger#run} with no duration. The library's tolerance for
         * late runs is below three periods.
         */
        void repeat(String id, long periodMillis) throws Exception;
    }

    /** Whether the library is to wait as long as it does by itself, since its jobs last as long as the test does. */
    static boolean isPatient() {
        return Boolean.getBoolean("it.patient");
    }

    /** JDBC URL of the test's database. */
    static String database() {
        return System.getProperty("it.database");
    }
}

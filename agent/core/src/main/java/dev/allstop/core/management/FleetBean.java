package dev.allstop.core.management;

/**
 * What an operator sees and does for all nodes at once, on any of them. Every parameter is a String because jmxterm
 * turns an unreadable number into 0 without a word, and because JDK 25 filters the types of parameters.
 *
 * <p>Operations return the headline, a blank line and the table; whatever is short of success is thrown as
 * {@link IllegalStateException} with the same text, since an exception is the only thing that every client reports as
 * a failure. Bad input is thrown as {@link IllegalArgumentException} before anything is touched. Attributes read
 * memory only.
 */
@Description("All job servers of all nodes of this fleet: see, stop and resume them")
public interface FleetBean {

    @Description(order = 1, reads = true, value = "Shows every job server of every node and what runs now")
    String status();

    @Description(order = 2, reads = true, value = "The same as a table, one line per element")
    String[] statusTable();

    @Description(order = 3, reads = true, value = "The same as one line of JSON, for scripts")
    String statusJson();

    @Description(order = 4, reads = true, value = "Shows what a stop with these options would touch, without touching it")
    String plan(@Description(name = "options", value = StopOptions.HELP) String options);

    @Description(order = 5, value = "Lets no further job start anywhere; does not wait for those that run")
    String quietAll();

    @Description(order = 6, value = "Lets no further job start anywhere, then waits until nothing runs; "
            + "waits for DefaultTimeout at most, the stop goes on after that")
    String stopAll();

    @Description(order = 7, value = "stopAll with a deadline; 0s orders the stop and returns at once")
    String stopAllWithin(@Description(name = "timeout", value = "such as 30s, 5m, 1h or PT30S") String timeout);

    @Description(order = 8, value = "stopAll with options: a part of the fleet, a reason, a lease, "
            + "what to do with jobs that still run at the deadline")
    String stopAllWith(@Description(name = "options", value = StopOptions.HELP) String options);

    @Description(order = 9, reads = true, value = "Waits until everything that is held has drained; orders nothing")
    String awaitDrained(@Description(name = "timeout", value = "such as 30s, 5m, 1h or PT30S") String timeout);

    @Description(order = 10, value = "Brings back everything that stops have stopped, on every node")
    String resumeAll();

    @Description(order = 11, value = "Ends one hold; the others stay")
    String resume(@Description(name = "holdId", value = "as the attribute Holds shows it") String holdId);

    @Description(order = 12, value = "Stops the selected job servers, then ends them for good: "
            + "they come back only with a restart of their JVM")
    String shutdownAll(@Description(name = "options", value = StopOptions.HELP) String options);

    @Description("Version of the agent in this JVM")
    String getVersion();

    @Description("Name of the fleet")
    String getCluster();

    @Description("Name of this JVM in the fleet")
    String getNode();

    @Description("Worst state of all job servers of the fleet")
    String getState();

    @Description("Holds in force, oldest first: identifier, since when, by whom, why")
    String[] getHolds();

    @Description("Nodes that this node knows of")
    int getNodeCount();

    @Description("Job servers of the fleet")
    int getServerCount();

    @Description("Job servers of the fleet that can take jobs")
    int getServersRunning();

    @Description("Jobs that run in the fleet now")
    int getJobsRunning();

    @Description("Whether a stop is in force and everything it is for has drained")
    boolean isDrained();

    @Description("Names of the nodes that this node knows of")
    String[] getNodeNames();

    @Description("How long stopAll waits")
    String getDefaultTimeout();
}

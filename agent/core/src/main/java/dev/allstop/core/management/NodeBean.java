package dev.allstop.core.management;

/** What {@link FleetBean} is for all nodes, for this JVM alone: its restart must not stop the others. */
@Description("All job servers of this JVM alone: see, stop and resume them")
public interface NodeBean {

    @Description(order = 1, reads = true, value = "Shows every job server of this JVM and what runs now")
    String status();

    @Description(order = 2, value = "Lets no further job start in this JVM; does not wait for those that run")
    String quiet();

    @Description(order = 3, value = "Lets no further job start in this JVM, then waits until nothing runs; "
            + "waits for DefaultTimeout at most, the stop goes on after that")
    String stop();

    @Description(order = 4, value = "stop with a deadline; 0s orders the stop and returns at once")
    String stopWithin(@Description(name = "timeout", value = "such as 30s, 5m, 1h or PT30S") String timeout);

    @Description(order = 5, value = "Ends the stops that were ordered for this JVM alone; a stop of the fleet stays")
    String resume();

    @Description("Version of the agent in this JVM")
    String getVersion();

    @Description("Name of the fleet")
    String getCluster();

    @Description("Name of this JVM in the fleet")
    String getNode();

    @Description("Worst state of all job servers of this JVM")
    String getState();

    @Description("Holds in force for this JVM, oldest first: identifier, since when, by whom, why")
    String[] getHolds();

    @Description("Job servers of this JVM")
    int getServerCount();

    @Description("Job servers of this JVM that can take jobs")
    int getServersRunning();

    @Description("Jobs that run in this JVM now")
    int getJobsRunning();

    @Description("Whether a stop is in force here and everything it is for has drained")
    boolean isDrained();

    @Description("How long stop waits")
    String getDefaultTimeout();
}

package dev.allstop.core.management;

/** One job server of this JVM. */
@Description("One job server of this JVM: see, stop and resume it")
public interface JobServerBean {

    @Description(order = 1, reads = true, value = "Shows the jobs that run now")
    String jobs();

    @Description(order = 2, value = "Lets no further job start in this job server; does not wait for those that run")
    String quiet();

    @Description(order = 3, value = "Lets no further job start in this job server, then waits until nothing runs")
    String stop();

    @Description(order = 4, value = "stop with a deadline; 0s orders the stop and returns at once")
    String stopWithin(@Description(name = "timeout", value = "such as 30s, 5m, 1h or PT30S") String timeout);

    @Description(order = 5, value = "Ends the stops that were ordered for this job server alone; "
            + "a stop of its JVM or of the fleet stays")
    String resume();

    @Description("Kind of job server, which is the name of the adapter that controls it")
    String getKind();

    @Description("Name that the application gave it, unchanged")
    String getName();

    @Description("Library and version")
    String getLibrary();

    @Description("RUNNING, QUIETING, DRAINING, DRAINED, SHUTDOWN or UNCONTROLLED")
    String getState();

    @Description("Jobs that run now")
    int getRunningJobs();

    @Description("Whether its gate is closed and nothing runs")
    boolean isDrained();

    @Description("Jobs started since the agent knows it")
    long getStartedTotal();
}

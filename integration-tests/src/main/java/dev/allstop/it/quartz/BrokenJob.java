package dev.allstop.it.quartz;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Its instances cannot be made, so that Quartz fires its trigger and then gives up. */
public final class BrokenJob implements Job {

    public BrokenJob() {
        throw new IllegalStateException("no instance of this job");
    }

    @Override
    public void execute(JobExecutionContext context) {
        throw new AssertionError("cannot be reached");
    }
}

package dev.allstop.demohost.quartz;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.work.Work;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;

/** Runs the work; Quartz makes one for each execution. */
public final class QuartzJob implements InterruptableJob {

    static final String WORK_MILLIS = "workMillis";

    private final Work work;
    private volatile Thread worker;

    QuartzJob(Work work) {
        this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) throws JobExecutionException {
        worker = Thread.currentThread();
        try {
            work.run(new Job(context.getJobDetail().getKey().getName(), JobKind.QUARTZ,
                    context.getMergedJobDataMap().getLong(WORK_MILLIS)));
        } catch (InterruptedException e) {
            throw new JobExecutionException("interrupted", e);
        } finally {
            worker = null;
        }
    }

    @Override
    public void interrupt() {
        Thread running = worker;
        if (running != null) {
            running.interrupt();
        }
    }
}

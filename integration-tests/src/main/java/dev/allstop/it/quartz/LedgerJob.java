package dev.allstop.it.quartz;

import dev.allstop.it.subject.Ledger;
import org.quartz.InterruptableJob;
import org.quartz.JobExecutionContext;

/** Public with a public constructor, as Quartz makes it by name. */
public final class LedgerJob implements InterruptableJob {

    static final String MILLIS = "millis";

    private volatile Thread thread;

    @Override
    public void interrupt() {
        thread.interrupt();
    }

    @Override
    public void execute(JobExecutionContext context) {
        thread = Thread.currentThread();
        Ledger.run(context.getJobDetail().getKey().getName(),
                Long.parseLong(context.getMergedJobDataMap().getString(MILLIS)));
    }
}

package dev.allstop.it.quartz;

import dev.allstop.it.subject.Ledger;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Public with a public constructor, as Quartz makes it by name. */
public final class LedgerJob implements Job {

    static final String MILLIS = "millis";

    @Override
    public void execute(JobExecutionContext context) {
        Ledger.run(context.getJobDetail().getKey().getName(),
                Long.parseLong(context.getMergedJobDataMap().getString(MILLIS)));
    }
}

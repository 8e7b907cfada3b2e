package dev.allstop.demohost.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.allstop.demohost.configuration.HostConfiguration;
import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.job.JobServer;
import dev.allstop.demohost.work.Work;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

/** A db-scheduler with one task, "work". */
public final class DbSchedulerJobServer implements JobServer {

    private static final Duration POLLING_INTERVAL = Duration.ofSeconds(1);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final OneTimeTask<WorkData> task;

    public DbSchedulerJobServer(HostConfiguration configuration, DataSource database, Work work) {
        task = Tasks.oneTime("work", WorkData.class).execute((instance, context) -> run(work, instance));
        scheduler = Scheduler.create(database, task)
                .schedulerName(new SchedulerName.Fixed(configuration.node()))
                .threads(configuration.threads())
                .pollingInterval(POLLING_INTERVAL)
                .heartbeatInterval(HEARTBEAT_INTERVAL)
                .shutdownMaxWait(configuration.grace())
                .build();
    }

    private static void run(Work work, TaskInstance<WorkData> instance) {
        try {
            work.run(new Job(instance.getId(), JobKind.DB_SCHEDULER, instance.getData().workMillis()));
        } catch (InterruptedException e) {
            // Not interrupted again: db-scheduler has yet to write the failure, over a connection that it may have to wait for.
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public JobKind kind() {
        return JobKind.DB_SCHEDULER;
    }

    @Override
    public void start() {
        scheduler.start();
    }

    @Override
    public void submit(Job job) {
        scheduler.schedule(task.instance(job.id(), new WorkData(job.workMillis())), Instant.now());
    }

    @Override
    public void stop() {
        scheduler.stop();
    }
}

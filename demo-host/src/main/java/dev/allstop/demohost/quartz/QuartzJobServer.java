package dev.allstop.demohost.quartz;

import dev.allstop.demohost.configuration.HostConfiguration;
import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.job.JobServer;
import dev.allstop.demohost.work.Work;
import java.time.Duration;
import java.util.Properties;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A Quartz scheduler in a cluster of its like, over the tables that they share. */
public final class QuartzJobServer implements JobServer {

    private static final long RUNNING_JOBS_CHECK_MILLIS = 100;

    private final Scheduler scheduler;
    private final Duration grace;

    public QuartzJobServer(HostConfiguration configuration, Work work) {
        this.grace = configuration.grace();
        try {
            scheduler = new StdSchedulerFactory(properties(configuration)).getScheduler();
            scheduler.setJobFactory((bundle, ignored) -> new QuartzJob(work));
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot build the Quartz scheduler", e);
        }
    }

    private static Properties properties(HostConfiguration configuration) {
        Properties properties = new Properties();
        properties.setProperty("org.quartz.scheduler.instanceName", "demo");
        properties.setProperty("org.quartz.scheduler.instanceId", configuration.node());
        properties.setProperty("org.quartz.scheduler.idleWaitTime", "5000");
        properties.setProperty("org.quartz.scheduler.interruptJobsOnShutdownWithWait", "true");
        properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
        properties.setProperty("org.quartz.threadPool.threadCount", Integer.toString(configuration.threads()));
        properties.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        properties.setProperty("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        properties.setProperty("org.quartz.jobStore.isClustered", "true");
        properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", "2000");
        properties.setProperty("org.quartz.jobStore.dataSource", "demo");
        properties.setProperty("org.quartz.dataSource.demo.provider", "hikaricp");
        properties.setProperty("org.quartz.dataSource.demo.driver", "org.postgresql.Driver");
        properties.setProperty("org.quartz.dataSource.demo.URL", configuration.jdbcUrl());
        properties.setProperty("org.quartz.dataSource.demo.maxConnections", Integer.toString(configuration.threads() + 4));
        return properties;
    }

    @Override
    public JobKind kind() {
        return JobKind.QUARTZ;
    }

    @Override
    public void start() {
        try {
            scheduler.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot start the Quartz scheduler", e);
        }
    }

    @Override
    public void submit(Job job) {
        JobDetail detail = JobBuilder.newJob(QuartzJob.class)
                .withIdentity(job.id())
                .usingJobData(QuartzJob.WORK_MILLIS, job.workMillis())
                .requestRecovery()
                .build();
        try {
            scheduler.scheduleJob(detail, TriggerBuilder.newTrigger().withIdentity(job.id()).startNow().build());
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz does not take job " + job.id(), e);
        }
    }

    @Override
    public void stop() {
        try {
            scheduler.standby();
            long deadline = System.nanoTime() + grace.toNanos();
            while (!scheduler.getCurrentlyExecutingJobs().isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(RUNNING_JOBS_CHECK_MILLIS);
            }
            scheduler.shutdown(true);
        } catch (SchedulerException e) {
            throw new IllegalStateException("cannot shut the Quartz scheduler down", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

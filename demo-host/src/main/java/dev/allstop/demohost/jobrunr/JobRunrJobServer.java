package dev.allstop.demohost.jobrunr;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import dev.allstop.demohost.configuration.HostConfiguration;
import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.job.JobServer;
import dev.allstop.demohost.work.Work;
import java.time.Duration;
import javax.sql.DataSource;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.StorageProviderUtils.DatabaseOptions;
import org.jobrunr.storage.sql.common.SqlStorageProviderFactory;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/**
 * A JobRunr server and the client side of it. Built from its parts: the fluent API adds a shutdown hook of its own, which would
 * run beside that of the application.
 */
public final class JobRunrJobServer implements JobServer {

    private static final Duration POLL_INTERVAL = Duration.ofSeconds(5);

    private final BackgroundJobServer server;
    private final JobRequestScheduler client;

    public JobRunrJobServer(HostConfiguration configuration, DataSource database, Work work) {
        JsonMapper json = new JacksonJsonMapper();
        StorageProvider storage = SqlStorageProviderFactory.using(database, null, DatabaseOptions.SKIP_CREATE);
        storage.setJobMapper(new JobMapper(json));
        server = new BackgroundJobServer(storage, json, handlers(work), usingStandardBackgroundJobServerConfiguration()
                .andName(configuration.node())
                .andWorkerCount(configuration.threads())
                .andPollInterval(POLL_INTERVAL)
                .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(configuration.grace()));
        client = new JobRequestScheduler(storage);
    }

    private static JobActivator handlers(Work work) {
        WorkRequestHandler handler = new WorkRequestHandler(work);
        return new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(handler);
            }
        };
    }

    @Override
    public JobKind kind() {
        return JobKind.JOBRUNR;
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void submit(Job job) {
        client.enqueue(new WorkRequest(job.id(), job.workMillis()));
    }

    @Override
    public void stop() {
        server.stop();
    }
}

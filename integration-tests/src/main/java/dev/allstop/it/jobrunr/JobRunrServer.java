package dev.allstop.it.jobrunr;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import dev.allstop.it.subject.Subject;
import java.time.Duration;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;

/** A JobRunr server that polls as often as the library allows. */
final class JobRunrServer implements Subject.Server {

    private final BackgroundJobServer server;
    private final JobRequestScheduler client;

    JobRunrServer(String name, int workers, StorageProvider storage) {
        JsonMapper json = new JacksonJsonMapper();
        storage.setJobMapper(new JobMapper(json));
        BackgroundJobServerConfiguration configuration = usingStandardBackgroundJobServerConfiguration()
                .andPollIntervalInSeconds(5).andWorkerCount(workers);
        server = new BackgroundJobServer(storage, json, null, named(configuration, name));
        client = new JobRequestScheduler(storage);
    }

    /** Servers have names since 6. */
    private static BackgroundJobServerConfiguration named(BackgroundJobServerConfiguration configuration, String name) {
        try {
            return (BackgroundJobServerConfiguration) BackgroundJobServerConfiguration.class
                    .getMethod("andName", String.class).invoke(configuration, name);
        } catch (NoSuchMethodException older) {
            return configuration;
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Override
    public void start() {
        server.start();
    }

    @Override
    public void pause() {
        server.pauseProcessing();
    }

    @Override
    public void unpause() {
        server.resumeProcessing();
    }

    @Override
    public void shutdown() {
        server.stop();
    }

    @Override
    public void enqueue(String id, long millis) {
        client.enqueue(new LedgerRequest(id, millis));
    }

    @Override
    public void repeat(String id, long periodMillis) {
        client.scheduleRecurrently(id, Duration.ofMillis(periodMillis), new LedgerRequest(id, 0));
    }
}

package dev.allstop.it.jobrunr;

import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Subject;
import java.util.Map;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.spring.autoconfigure.JobRunrAutoConfiguration;
import org.jobrunr.spring.autoconfigure.storage.JobRunrInMemoryStorageAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Import;

/** {@code jobrunr-spring-boot-4-starter}. */
public final class JobRunrSpringBoot implements Subject {

    /** The application. */
    @ImportAutoConfiguration({JobRunrInMemoryStorageAutoConfiguration.class, JobRunrAutoConfiguration.class})
    @Import(LedgerHandler.class)
    public static class Application {
    }

    @Override
    public Server construct(String name, int workers) {
        return new SpringBootServer(Application.class, Map.of(
                "jobrunr.database.type", "mem",
                "jobrunr.background-job-server.enabled", "true",
                "jobrunr.background-job-server.name", name,
                "jobrunr.background-job-server.poll-interval-in-seconds", 5,
                "jobrunr.background-job-server.worker-count", workers)) {
            @Override
            public void enqueue(String id, long millis) {
                bean(JobRequestScheduler.class).enqueue(new LedgerRequest(id, millis));
            }
        };
    }
}

package dev.allstop.it.jobrunr;

import dev.allstop.it.springboot.AutoConfigurations;
import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Subject;
import java.util.HashMap;
import java.util.Map;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.springframework.context.annotation.Import;

/** JobRunr's starter for Spring Boot, with its storage in memory. */
public class JobRunrSpringBoot implements Subject {

    private final Class<?> application;
    private final String database;

    public JobRunrSpringBoot() {
        this(Application.class, "mem");
    }

    JobRunrSpringBoot(Class<?> application, String database) {
        this.application = application;
        this.database = database;
    }

    /** The application. */
    @Import({Starter.class, LedgerHandler.class})
    public static class Application {
    }

    /** The same for all versions of Spring Boot. */
    public static final class Starter extends AutoConfigurations {

        private static final String PACKAGE = "org.jobrunr.spring.autoconfigure.";

        public Starter() {
            super(PACKAGE + "storage.JobRunrInMemoryStorageAutoConfiguration",
                    PACKAGE + "storage.JobRunrSqlStorageAutoConfiguration", PACKAGE + "JobRunrAutoConfiguration");
        }
    }

    @Override
    public Server construct(String name, int workers) {
        Map<String, Object> properties = new HashMap<>();
        // With "org." before 8.
        for (String prefix : new String[] {"jobrunr.", "org.jobrunr."}) {
            properties.put(prefix + "database.type", database);
            properties.put(prefix + "background-job-server.enabled", "true");
            properties.put(prefix + "background-job-server.name", name);
            properties.put(prefix + "background-job-server.poll-interval-in-seconds", 5);
            properties.put(prefix + "background-job-server.worker-count", workers);
        }
        return new SpringBootServer(application, properties) {
            @Override
            public void enqueue(String id, long millis) {
                bean(JobRequestScheduler.class).enqueue(new LedgerRequest(id, millis));
            }
        };
    }
}

package dev.allstop.it.quartz;

import dev.allstop.it.subject.ConnectionPool;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** {@code spring-boot-starter-quartz}, with the store that Spring makes of the application's data source. */
public final class QuartzSpringBootClustered extends QuartzSpringBoot {

    public QuartzSpringBootClustered() throws Exception {
        super(Application.class, Map.of(
                "spring.quartz.job-store-type", "jdbc",
                "spring.quartz.jdbc.initialize-schema", "never",
                "spring.quartz.properties.org.quartz.scheduler.instanceId", "AUTO",
                "spring.quartz.properties.org.quartz.jobStore.isClustered", "true",
                "spring.quartz.properties.org.quartz.jobStore.clusterCheckinInterval", "1000"));
        QuartzClustered.createSchema();
    }

    /** The application. */
    @Import(Starter.class)
    public static class Application {

        @Bean
        public DataSource database() {
            return ConnectionPool.open();
        }
    }
}

package dev.allstop.it.jobrunr;

import dev.allstop.it.subject.ConnectionPool;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** JobRunr's starter for Spring Boot, with its tables in the application's database. */
public final class JobRunrSpringBootSql extends JobRunrSpringBoot {

    public JobRunrSpringBootSql() {
        super(Application.class, "sql");
    }

    /** The application. */
    @Import({Starter.class, LedgerHandler.class})
    public static class Application {

        @Bean
        public DataSource database() {
            return ConnectionPool.open();
        }
    }
}

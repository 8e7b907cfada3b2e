package dev.allstop.it.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** {@code db-scheduler-spring-boot-4-starter}. */
public final class DbSchedulerSpringBoot implements Subject {

    /** The application. */
    @ImportAutoConfiguration(DbSchedulerAutoConfiguration.class)
    public static class Application {

        @Bean
        public DataSource database() throws SQLException {
            return new Table().create();
        }

        @Bean
        public OneTimeTask<Long> once() {
            return Tasks.oneTime("once", Long.class)
                    .execute((instance, context) -> Ledger.run(instance.getId(), instance.getData()));
        }
    }

    @Override
    public Server construct(String name, int workers) {
        return new SpringBootServer(Application.class, Map.of(
                "db-scheduler.scheduler-name", name,
                "db-scheduler.threads", workers,
                "db-scheduler.polling-interval", "500ms")) {
            @Override
            @SuppressWarnings("unchecked")
            public void enqueue(String id, long millis) {
                OneTimeTask<Long> once = bean(OneTimeTask.class);
                bean(Scheduler.class).schedule(once.instance(id, millis), Instant.now());
            }
        };
    }
}

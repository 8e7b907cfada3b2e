package dev.allstop.it.dbscheduler;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import dev.allstop.it.springboot.AutoConfigurations;
import dev.allstop.it.springboot.SpringBootServer;
import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** db-scheduler's starter for Spring Boot, with the strategy FETCH. */
public class DbSchedulerSpringBoot implements Subject {

    private final Map<String, Object> strategy;

    public DbSchedulerSpringBoot() {
        this(Map.of());
    }

    /** @param strategy properties of the starter */
    DbSchedulerSpringBoot(Map<String, Object> strategy) {
        this.strategy = strategy;
    }

    /** The application. */
    @Import(Starter.class)
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

    /** The same for all versions of Spring Boot. */
    public static final class Starter extends AutoConfigurations {

        public Starter() {
            super("com.github.kagkarlsson.scheduler.boot.autoconfigure.DbSchedulerAutoConfiguration");
        }
    }

    @Override
    public Server construct(String name, int workers) {
        Map<String, Object> properties = new HashMap<>(strategy);
        properties.put("db-scheduler.scheduler-name", name);
        properties.put("db-scheduler.threads", workers);
        properties.put("db-scheduler.polling-interval", "500ms");
        return new SpringBootServer(Application.class, properties) {
            @Override
            @SuppressWarnings("unchecked")
            public void enqueue(String id, long millis) {
                OneTimeTask<Long> once = bean(OneTimeTask.class);
                bean(Scheduler.class).schedule(once.instance(id, millis), Instant.now());
            }
        };
    }
}

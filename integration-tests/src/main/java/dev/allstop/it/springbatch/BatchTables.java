package dev.allstop.it.springbatch;

import dev.allstop.it.subject.ConnectionPool;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;

/** The library's own tables. In memory: they record what has run, and nobody else would run it. */
final class BatchTables {

    private BatchTables() {
    }

    static DataSource create() {
        DataSource database = ConnectionPool.open("jdbc:h2:mem:batch");
        ResourceDatabasePopulator script =
                new ResourceDatabasePopulator(new ClassPathResource("org/springframework/batch/core/schema-h2.sql"));
        script.execute(database);
        return database;
    }
}

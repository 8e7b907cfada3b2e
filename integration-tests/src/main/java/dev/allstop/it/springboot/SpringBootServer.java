package dev.allstop.it.springboot;

import dev.allstop.it.subject.Subject;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A job server as its Spring Boot starter builds, starts and ends it, with the application's context. */
public abstract class SpringBootServer implements Subject.Server {

    private final Class<?> configuration;
    private final Map<String, Object> properties;
    private ConfigurableApplicationContext context;

    /** @param configuration imports the starter's auto-configuration */
    protected SpringBootServer(Class<?> configuration, Map<String, Object> properties) {
        this.configuration = configuration;
        this.properties = new HashMap<>(properties);
        this.properties.put("spring.main.banner-mode", "off");
    }

    @Override
    public final void start() {
        context = new SpringApplicationBuilder(configuration).web(WebApplicationType.NONE).registerShutdownHook(false)
                .properties(properties).run();
    }

    /** A bean of the running application. */
    protected final <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public final void shutdown() {
        context.close();
    }

    @Override
    public final void pause() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final void unpause() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final void repeat(String id, long periodMillis) {
        throw new UnsupportedOperationException();
    }
}

package dev.allstop.core.log;

import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Binds SLF4J to the agent's own log. SLF4J's simple binding would do, were it not ruled by system properties and by
 * a resource that it looks up through the context class loader: a host that uses it as well could turn our log up, or
 * onto standard output (read in slf4j-simple 2.0.17, {@code SimpleLoggerConfiguration#loadProperties}).
 */
public final class AgentLogProvider implements SLF4JServiceProvider {

    private final ILoggerFactory loggers = new AgentLoggers();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // everything is in the constructor
    }
}

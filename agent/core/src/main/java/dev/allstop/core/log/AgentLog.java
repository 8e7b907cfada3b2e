package dev.allstop.core.log;

import dev.allstop.core.config.LogTarget;
import org.slf4j.LoggerFactory;

/** Where the agent's log goes. */
public final class AgentLog {

    private AgentLog() {
    }

    /**
     * To be called once the options are read; before that, warnings and errors go to standard error. A file that
     * cannot be written is reported there and the log stays there.
     */
    public static void open(LogTarget target) {
        if (LoggerFactory.getILoggerFactory() instanceof AgentLoggers loggers) {
            loggers.open(target);
        }
    }
}

package dev.allstop.core.log;

import dev.allstop.core.config.OneLine;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** One line per record, with the time, {@code allstop}, the level, the class and the message; then a stack trace. */
final class AgentLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_MESSAGE = 4_000;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private final transient AgentLoggers loggers;

    AgentLogger(String name, AgentLoggers loggers) {
        this.name = name;
        this.loggers = loggers;
    }

    @Override
    public boolean isTraceEnabled() {
        return loggers.isEnabled(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return loggers.isEnabled(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return loggers.isEnabled(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return loggers.isEnabled(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return loggers.isEnabled(name, Level.ERROR);
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(Level level, Marker marker, String message, Object[] arguments,
                                               Throwable thrown) {
        String text = MessageFormatter.basicArrayFormat(message, arguments);
        StringWriter record = new StringWriter();
        record.append(TIME.format(OffsetDateTime.now())).append(" allstop ").append(String.format("%-5s", level))
                .append(' ').append(name.substring(name.lastIndexOf('.') + 1)).append(": ")
                .append(OneLine.of(text == null ? "null" : text, LONGEST_MESSAGE)).append(System.lineSeparator());
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(record, true));
        }
        loggers.write(record.toString());
    }
}

package dev.allstop.core.log;

import dev.allstop.core.config.LogTarget;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Makes loggers, knows from which level on they write, and writes. */
final class AgentLoggers implements ILoggerFactory {

    private static final String OWN = "dev.allstop";

    private final ConcurrentMap<String, Logger> loggers = new ConcurrentHashMap<>();
    private final OutputStream standardError;
    private volatile OutputStream out;
    private volatile int ownLevel = Level.WARN.toInt();
    private volatile int othersLevel = Level.WARN.toInt();

    AgentLoggers() {
        // the descriptor, not System.err: applications put streams of their own there, which run their code
        this(new FileOutputStream(FileDescriptor.err));
    }

    AgentLoggers(OutputStream standardError) {
        this.standardError = standardError;
        out = standardError;
    }

    @Override
    public Logger getLogger(String name) {
        return loggers.computeIfAbsent(name, key -> new AgentLogger(key, this));
    }

    void open(LogTarget target) {
        int level = target.level().equals("off") ? Integer.MAX_VALUE
                : Level.valueOf(target.level().toUpperCase(java.util.Locale.ROOT)).toInt();
        ownLevel = level;
        // what JGroups finds worth an info is not worth a line in somebody else's log
        othersLevel = level <= Level.DEBUG.toInt() ? level : Math.max(level, Level.WARN.toInt());
        if (target.file() == null) {
            return;
        }
        try {
            out = new FileOutputStream(target.file(), true);
        } catch (IOException unwritable) {
            getLogger(AgentLog.class.getName()).warn("cannot write the log file, logging to standard error: {}",
                    unwritable.toString());
        }
    }

    boolean isEnabled(String name, Level level) {
        return level.toInt() >= (name.startsWith(OWN) ? ownLevel : othersLevel);
    }

    /** One call per record, so that records of several threads, and of several JVMs in one file, do not mix. */
    void write(String record) {
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        try {
            out.write(bytes);
        } catch (IOException full) {
            writeToStandardError(bytes);
        }
    }

    private void writeToStandardError(byte[] bytes) {
        try {
            standardError.write(bytes);
        } catch (IOException closed) {
            return; // nobody is left to be told
        }
    }
}

package dev.allstop.core.fleet.channel;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.Log;
import org.jgroups.logging.LogFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends JGroups' log to ours, without what it says of every healthy start on a small machine. */
final class JGroupsLogs implements CustomLogFactory {

    /**
     * JGRP000015: a socket buffer is smaller than asked for. JGRP000026: an interface's address does not fit the
     * socket. JGRP000012: a message of another cluster came by. The last: a JVM that died is not there to be told that
     * its connection is closed.
     */
    private static final List<String> NOISE =
            List.of("JGRP000015", "JGRP000026", "JGRP000012", "failed sending graceful close");

    private static final int KIND_LENGTH = "JGRP000000".length();
    private static final int MOST_SAID = 500;
    private static final long SILENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Map<String, Long> SAID = new ConcurrentHashMap<>();

    /** To be called before any other class of JGroups is touched, since they take their log when they load. */
    static void install() {
        if (LogFactory.getCustomLogFactory() == null) {
            LogFactory.setCustomLogFactory(new JGroupsLogs());
        }
    }

    @Override
    public Log getLog(Class<?> type) {
        return new FilteredLog(LoggerFactory.getLogger(type));
    }

    @Override
    public Log getLog(String category) {
        return new FilteredLog(LoggerFactory.getLogger(category));
    }

    /**
     * Whether there is a need to say it: no noise, and not said within the last minute, since whoever sends rubbish must
     * not be able to fill the log with it. Messages of one kind differ in their details; JGroups numbers the kinds.
     */
    private static boolean isWorthSaying(String message) {
        if (NOISE.stream().anyMatch(message::contains)) {
            return false;
        }
        int numbered = message.indexOf("JGRP");
        String kind = numbered < 0 ? message : message.substring(numbered, Math.min(message.length(), numbered + KIND_LENGTH));
        if (SAID.size() > MOST_SAID) {
            SAID.clear();
        }
        long now = System.nanoTime();
        Long before = SAID.get(kind);
        if (before != null && now - before < SILENCE_NANOS) {
            return false;
        }
        SAID.put(kind, now);
        return true;
    }

    private record FilteredLog(Logger logger) implements Log {

        @Override
        public boolean isFatalEnabled() {
            return logger.isErrorEnabled();
        }

        @Override
        public boolean isErrorEnabled() {
            return logger.isErrorEnabled();
        }

        @Override
        public boolean isWarnEnabled() {
            return logger.isWarnEnabled();
        }

        @Override
        public boolean isInfoEnabled() {
            return logger.isDebugEnabled();
        }

        @Override
        public boolean isDebugEnabled() {
            return logger.isDebugEnabled();
        }

        @Override
        public boolean isTraceEnabled() {
            return logger.isTraceEnabled();
        }

        @Override
        public void fatal(String message) {
            error(message);
        }

        @Override
        public void fatal(String format, Object... arguments) {
            error(format, arguments);
        }

        @Override
        public void fatal(String message, Throwable cause) {
            error(message, cause);
        }

        @Override
        public void error(String message) {
            if (isWorthSaying(message)) {
                logger.error(message);
            }
        }

        @Override
        public void error(String format, Object... arguments) {
            if (isWorthSaying(format)) {
                logger.error(filled(format, arguments));
            }
        }

        @Override
        public void error(String message, Throwable cause) {
            if (isWorthSaying(message)) {
                logger.error("{}: {}", message, String.valueOf(cause));
                logger.debug(message, cause);
            }
        }

        @Override
        public void warn(String message) {
            if (isWorthSaying(message)) {
                logger.warn(message);
            }
        }

        @Override
        public void warn(String format, Object... arguments) {
            if (isWorthSaying(format)) {
                logger.warn(filled(format, arguments));
            }
        }

        @Override
        public void warn(String message, Throwable cause) {
            if (isWorthSaying(message)) {
                logger.warn("{}: {}", message, String.valueOf(cause));
                logger.debug(message, cause);
            }
        }

        // what JGroups calls information (addresses, protocols) is detail to an operator of job servers
        @Override
        public void info(String message) {
            logger.debug(message);
        }

        @Override
        public void info(String format, Object... arguments) {
            debug(format, arguments);
        }

        @Override
        public void debug(String message) {
            logger.debug(message);
        }

        @Override
        public void debug(String format, Object... arguments) {
            if (isDebugEnabled()) {
                logger.debug(filled(format, arguments));
            }
        }

        @Override
        public void debug(String message, Throwable cause) {
            logger.debug(message, cause);
        }

        @Override
        public void trace(Object message) {
            logger.trace(String.valueOf(message));
        }

        @Override
        public void trace(String message) {
            logger.trace(message);
        }

        @Override
        public void trace(String format, Object... arguments) {
            if (isTraceEnabled()) {
                logger.trace(filled(format, arguments));
            }
        }

        @Override
        public void trace(String message, Throwable cause) {
            logger.trace(message, cause);
        }

        @Override
        public void setLevel(String level) {
            // levels are set where the agent's log is configured
        }

        @Override
        public String getLevel() {
            return logger.isTraceEnabled() ? "trace" : logger.isDebugEnabled() ? "debug" : "warn";
        }

        private static String filled(String format, Object... arguments) {
            return arguments == null || arguments.length == 0 ? format : String.format(format, arguments);
        }
    }
}

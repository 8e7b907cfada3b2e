package dev.allstop.agent;

import java.lang.reflect.InvocationTargetException;

/**
 * The few lines that may have to be said before the agent's own log exists. They go to stderr, one line each: stdout
 * belongs to the application, and java.util.logging must not be initialised before the application has chosen its log
 * manager.
 */
final class StartupLog {

    private static final String PREFIX = "allstop: ";

    private StartupLog() {
    }

    static void say(String line) {
        System.err.println(PREFIX + onOneLine(line));
    }

    /** Says why Allstop does not work in this JVM; never throws, since its caller is the last border before the host. */
    static void staysOff(Throwable problem) {
        try {
            say(describe(problem) + "; Allstop stays off");
        } catch (Throwable unsayable) {
            return;
        }
    }

    /**
     * Arguments and states that are refused carry a message written for the operator; of anything else the class and
     * the place tell more.
     */
    static String describe(Throwable problem) {
        Throwable cause = problem instanceof InvocationTargetException && problem.getCause() != null ? problem.getCause() : problem;
        boolean refusal = cause instanceof IllegalArgumentException || cause instanceof IllegalStateException;
        if (refusal && cause.getMessage() != null) {
            return cause.getMessage();
        }
        if (cause instanceof SecurityException) {
            return "the security manager of this JVM refuses what an agent needs (" + cause.getMessage()
                    + "): grant java.security.AllPermission to allstop.jar in its policy";
        }
        StackTraceElement[] frames = cause.getStackTrace();
        return "internal error, please report it: " + cause + (frames.length == 0 ? "" : " at " + frames[0]);
    }

    private static String onOneLine(String text) {
        return text.replace("\r", "").replace('\n', ' ');
    }
}

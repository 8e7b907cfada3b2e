package dev.allstop.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;

/**
 * Where the JVM enters Allstop: {@link #premain} for {@code -javaagent:allstop.jar}, {@link #agentmain} for an attach to
 * a JVM that runs already.
 *
 * <p>This package sits on the application's class path, so it is small, depends on nothing and is compiled to the byte
 * code of Java 8: a class file that the JVM cannot read, and any exception out of {@code premain}, abort the JVM before
 * the application's {@code main} (measured: exit code 134). Everything else lives behind {@link IsolatedClassLoader} and
 * is reached by name only.
 */
public final class Agent {

    private static final String CORE = "dev.allstop.core.Core";

    private Agent() {
    }

    public static void premain(String arguments, Instrumentation instrumentation) {
        enter("start", arguments, instrumentation);
    }

    public static void agentmain(String arguments, Instrumentation instrumentation) {
        enter("attach", arguments, instrumentation);
    }

    private static void enter(String way, String arguments, Instrumentation instrumentation) {
        try {
            File jar = AgentJar.file();
            if (LaunchChecks.passed(arguments, jar)) {
                new IsolatedClassLoader(jar).loadClass(CORE)
                        .getMethod(way, String.class, Instrumentation.class)
                        .invoke(null, arguments, instrumentation);
            }
        } catch (Throwable problem) {
            StartupLog.staysOff(problem);
        }
    }
}

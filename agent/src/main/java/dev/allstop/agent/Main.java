package dev.allstop.agent;

import java.io.File;

/** {@code java -jar allstop.jar <verb>}: starts the command line, which lives in the isolated class loader. */
public final class Main {

    private static final String COMMAND_LINE = "dev.allstop.core.cli.AllstopCommand";
    private static final int INTERNAL_ERROR = 1;

    private Main() {
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (!LaunchChecks.isJavaNewEnough()) {
            return INTERNAL_ERROR;
        }
        try {
            File jar = AgentJar.file();
            ClassLoader isolated = new IsolatedClassLoader(jar);
            Thread.currentThread().setContextClassLoader(isolated);
            return (Integer) isolated.loadClass(COMMAND_LINE)
                    .getMethod("run", String[].class, File.class)
                    .invoke(null, arguments, jar);
        } catch (Throwable problem) {
            StartupLog.say(StartupLog.describe(problem));
            return INTERNAL_ERROR;
        }
    }
}

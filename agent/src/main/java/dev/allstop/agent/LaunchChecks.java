package dev.allstop.agent;

import java.io.File;
import java.io.IOException;

/**
 * Decides whether this JVM is one for Allstop to work in, before anything of it is loaded. A JVM that is none of our
 * business (a tool of the JDK, our own command line, switched off) is left without a word; where the operator expects
 * Allstop to work and it cannot, one line says why.
 *
 * <p>Reads system properties and the environment only: neither java.nio.file, nor JMX, nor logging may be touched this
 * early.
 */
final class LaunchChecks {

    static final int OLDEST_JAVA = 17;

    private static final String ENABLED = "enabled=";

    private LaunchChecks() {
    }

    static boolean passed(String arguments, File agentJar) throws IOException {
        if (!isEnabled(arguments, System.getProperty("allstop.enabled"), System.getenv("ALLSTOP_ENABLED"))
                || isJdkTool(System.getProperty("jdk.module.main"), System.getProperty("sun.java.command"))
                || isOwnCommandLine(System.getProperty("java.class.path"), agentJar)) {
            return false;
        }
        return isJavaNewEnough() && !isAttachedAlready();
    }

    /**
     * The off switch, in the order of all options: agent argument, system property, environment. Only a clear
     * {@code false} is decided here; the core checks any other value like that of every option.
     */
    static boolean isEnabled(String arguments, String property, String environment) {
        String value = argument(arguments);
        if (value == null) {
            value = property != null ? property : environment;
        }
        return value == null || !value.trim().equals("false");
    }

    private static String argument(String arguments) {
        int start = arguments == null ? -1 : ("," + arguments).indexOf("," + ENABLED);
        if (start < 0) {
            return null;
        }
        int end = arguments.indexOf(',', start);
        return arguments.substring(start + ENABLED.length(), end < 0 ? arguments.length() : end);
    }

    /**
     * Tools such as {@code jcmd}, {@code keytool} and {@code javac} start the agent too when it comes by
     * {@code JAVA_TOOL_OPTIONS}. The launcher names the module of the main class in {@code jdk.module.main}. A program
     * in a single source file ({@code java Jobs.java}) runs inside the compiler's module, but is an application.
     */
    static boolean isJdkTool(String mainModule, String command) {
        return mainModule != null
                && (mainModule.startsWith("jdk.") || mainModule.startsWith("java."))
                && (command == null || !command.startsWith("jdk.compiler/com.sun.tools.javac.launcher."));
    }

    /** {@code java -jar allstop.jar} makes this very jar the class path. */
    static boolean isOwnCommandLine(String classPath, File agentJar) throws IOException {
        return classPath != null
                && classPath.indexOf(File.pathSeparatorChar) < 0
                && new File(classPath).getCanonicalFile().equals(agentJar.getCanonicalFile());
    }

    static boolean isJavaNewEnough() {
        String version = System.getProperty("java.specification.version");
        if (isNewEnough(version)) {
            return true;
        }
        StartupLog.say("needs Java " + OLDEST_JAVA + " or newer, but this JVM is Java " + version + "; Allstop stays off");
        return false;
    }

    /** Before Java 9 the version reads {@code 1.8}. */
    static boolean isNewEnough(String version) {
        return !version.startsWith("1.") && Integer.parseInt(version) >= OLDEST_JAVA;
    }

    /**
     * A JVM can hold one hook, so whoever defined it is attached, from whatever jar and class loader. Asking the boot
     * loader sees that; a static marker here would only see agents from the same class path.
     */
    private static boolean isAttachedAlready() {
        try {
            Class.forName("java.lang.AllstopHook", false, null);
        } catch (ClassNotFoundException first) {
            return false;
        }
        StartupLog.say("is attached to this JVM already; the second -javaagent or attach is ignored");
        return true;
    }
}

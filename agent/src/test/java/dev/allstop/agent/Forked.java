package dev.allstop.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process run to its end, and what it wrote. */
record Forked(int exitCode, List<String> out, List<String> err) {

    private static final Path CLASSES = Path.of(System.getProperty("allstop.testClasses"));
    private static final long PATIENCE_SECONDS = 60;

    /** A host application of these tests, with JVM options such as {@code -javaagent}. */
    static Forked host(Jdk jdk, Class<?> main, String... jvmOptions) throws Exception {
        return host(jdk, Map.of(), main, jvmOptions);
    }

    static Forked host(Jdk jdk, Map<String, String> environment, Class<?> main, String... jvmOptions) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(jdk.java().toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", CLASSES.toString(), main.getName()));
        return run(environment, command);
    }

    static Forked run(Map<String, String> environment, List<String> command) throws Exception {
        Path out = Files.createTempFile("forked", ".out");
        Path err = Files.createTempFile("forked", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("JAVA_") || name.startsWith("JDK_") || name.startsWith("ALLSTOP_"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                throw new AssertionError("did not end within " + PATIENCE_SECONDS + " s: " + command + text(out, err));
            }
            return new Forked(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String text(Path out, Path err) throws IOException {
        return "\n" + Files.readString(out) + "\n" + Files.readString(err);
    }
}

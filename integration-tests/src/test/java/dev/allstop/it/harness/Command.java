package dev.allstop.it.harness;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Runs a program to its end with this JVM's Java and without the options of its environment. */
public final class Command {

    /** Exit code, and standard output and error as one text. */
    public record Result(int exitCode, String output) {
    }

    private static final long LIMIT_MINUTES = 10;

    private Command() {
    }

    /** Skips the test on a machine that does not have the program. */
    public static void needs(String program, String debianPackage) {
        boolean installed = Pattern.compile(":").splitAsStream(System.getenv("PATH"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        assumeTrue(installed, program + " is not installed: apt-get install " + debianPackage);
    }

    /** @throws IllegalStateException when it does not end within minutes; it is killed then */
    public static Result run(Path directory, String... command) throws IOException, InterruptedException {
        return run(directory, List.of(command));
    }

    public static Result run(Path directory, List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("command", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(directory.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("ANSIBLE_NOCOLOR", "1");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " did not end:\n" + Files.readString(output));
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        } finally {
            Files.delete(output);
        }
    }
}

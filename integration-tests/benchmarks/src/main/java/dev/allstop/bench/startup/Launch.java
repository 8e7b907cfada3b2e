package dev.allstop.bench.startup;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One start and end of {@link StartMain}.
 *
 * @param mainMs    from the order to start the JVM to the first line of {@code main}
 * @param startedMs from there until the job server has started; 0 without one
 * @param cpuMs     of all threads, until the JVM was told to end; the system counts in steps of 10 ms
 * @param exitMs    from the last line of {@code main} until the process has gone
 */
record Launch(double mainMs, double startedMs, double cpuMs, double exitMs) {

    /**
     * Starts and ends a JVM.
     *
     * @param options    of the JVM
     * @param program    main class and its arguments
     * @param hasServer  whether it says when its job server has started
     * @param restMillis how long it is left alone before it is told to end
     */
    static Launch of(Path jdk, List<String> options, String classPath, List<String> program, boolean hasServer,
                     long restMillis)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        long ordered = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            long main = await(out, "main");
            long started = hasServer ? await(out, "started") : main;
            Thread.sleep(restMillis);
            double cpuMs = process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            long bye = await(out, "bye");
            process.waitFor();
            long gone = System.nanoTime();
            return new Launch((main - ordered) / 1e6, (started - main) / 1e6, cpuMs, (gone - bye) / 1e6);
        } finally {
            process.destroyForcibly();
        }
    }

    private static long await(BufferedReader out, String expected) throws IOException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.equals(expected)) {
                return System.nanoTime();
            }
        }
        throw new IllegalStateException("the JVM ended without having written \"" + expected + "\"");
    }
}

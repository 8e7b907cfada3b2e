package dev.allstop.it.services;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A program of this machine that ends, with all that it starts, when this JVM does. */
public final class Program {

    private Program() {
    }

    /** @param folder where it runs and its output goes */
    public static Process start(Map<String, String> environment, Path folder, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(Path.of(command[0]).getFileName() + ".out").toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }));
        return process;
    }
}

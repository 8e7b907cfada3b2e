package dev.allstop.bench.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A process as {@code /proc} shows it.
 *
 * @param allstopThreads those named {@code allstop-…}
 */
public record Process(double residentMb, double threads, double allstopThreads) {

    public static Process of(long pid) throws IOException {
        Path process = Path.of("/proc", String.valueOf(pid));
        try (Stream<String> status = Files.lines(process.resolve("status"));
                Stream<Path> tasks = Files.list(process.resolve("task"))) {
            double kilobytes = status.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", ""))).findFirst().orElseThrow();
            var names = tasks.map(Process::name).toList();
            return new Process(kilobytes / 1024, names.size(),
                    names.stream().filter(name -> name.startsWith("allstop-")).count());
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).trim();
        } catch (IOException endedMeanwhile) {
            return "";
        }
    }
}

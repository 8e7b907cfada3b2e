package dev.allstop.bench.scale;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A network namespace with a loopback device and nothing else, so that what crosses that device is one fleet's and can be
 * counted by the kernel. Needs root and iproute2.
 */
final class Namespace implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;

    private Namespace(String name) {
        this.name = name;
    }

    /** Empty where there are none. */
    static Optional<Namespace> open() {
        String name = "allstop-scale-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
        if (!ip("netns", "add", name)) {
            return Optional.empty();
        }
        Namespace namespace = new Namespace(name);
        if (!ip("-n", name, "link", "set", "lo", "up")) {
            namespace.close();
            return Optional.empty();
        }
        return Optional.of(namespace);
    }

    /** What starts a command inside. */
    String[] words() {
        return new String[]{"ip", "netns", "exec", name};
    }

    /** @param pid of a process inside */
    static Traffic traffic(long pid) {
        try (Stream<String> devices = Files.lines(Path.of("/proc", String.valueOf(pid), "net", "dev"))) {
            String[] figures = devices.map(String::strip).filter(line -> line.startsWith("lo:")).findFirst().orElseThrow()
                    .substring("lo:".length()).strip().split(" +");
            return new Traffic(Long.parseLong(figures[1]), Long.parseLong(figures[0]));
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    @Override
    public void close() {
        ip("netns", "del", name);
    }

    private static boolean ip(String... words) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean done = process.waitFor() == 0;
            if (!done) {
                System.out.println(String.join(" ", command) + ": " + said);
            }
            return done;
        } catch (IOException notThere) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

package dev.allstop.core.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A node in a JVM of its own, with one job server that runs as many jobs as asked for. As {@code main} it is that JVM:
 * it obeys the lines of its standard input and answers each with one line.
 */
final class ForkedNode implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    private ForkedNode(Process process) {
        this.process = process;
        commands = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static ForkedNode start(String cluster, String name, String stack, String... jvmOptions) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of(ForkedNode.class.getName(), cluster, name, stack));
        try {
            return new ForkedNode(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line there, one line back. */
    String ask(String command) {
        tell(command);
        return answer();
    }

    void tell(String command) {
        commands.println(command);
    }

    String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: no shutdown hook, no goodbye. */
    void kill() {
        process.destroyForcibly();
        waitForExit(Duration.ofSeconds(10));
    }

    boolean waitForExit(Duration atMost) {
        try {
            return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static Map<String, String> stackValues() {
        Map<String, String> values = new HashMap<>();
        System.getProperties().forEach((key, value) -> {
            if (key.toString().startsWith("test.stack.")) {
                values.put(key.toString().substring("test.stack.".length()), value.toString());
            }
        });
        return values;
    }

    /** The JVM itself. */
    public static void main(String[] arguments) throws IOException {
        FleetSettings settings = new FleetSettings(arguments[0], arguments[1], Map.of(), arguments[2],
                System.getProperty("test.bind", "loopback"), Optional.ofNullable(System.getProperty("test.secret")).map(Path::of),
                Optional.empty(), UUID.randomUUID(), stackValues());
        FakeNode jvm = new FakeNode(settings.incarnation().toString(), settings.node());
        jvm.server("quartz", "server", 0);
        ReplicatedFleet fleet = new ReplicatedFleet(settings, jvm, System.nanoTime());
        fleet.start();
        Runtime.getRuntime().addShutdownHook(new Thread(fleet::close));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null && !line.equals("return"); line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(switch (words[0]) {
                case "members" -> fleet.status().nodes().stream().map(node -> node.status().name()).sorted().toList();
                case "jobs" -> jvm.server("quartz", "server", Integer.parseInt(words[1])).status().servers().size();
                case "stop" -> fleet.stop(Nodes.order(Duration.parse(words[1]))).headline();
                case "await" -> fleet.awaitDrained(Duration.parse(words[1]), Expectation.NONE).headline();
                case "resume" -> fleet.resumeAll("test").headline();
                case "held" -> jvm.held("server");
                case "clock" -> Instant.now();
                case "threads" -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("allstop-")).map(Thread::getName).sorted().toList();
                case "lively" -> Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !thread.isDaemon() && !thread.getName().equals("main"))
                        .map(Thread::getName).filter(name -> !name.equals("DestroyJavaVM")).toList();
                default -> "?";
            });
        }
    }
}

package dev.allstop.bench.scale;

import dev.allstop.bench.stop.BareMember;
import dev.allstop.bench.stop.Stopped;
import dev.allstop.core.fleet.Expectation;
import dev.allstop.core.fleet.Fleet;
import dev.allstop.core.fleet.FleetSettings;
import dev.allstop.core.fleet.ReplicatedFleet;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many nodes, or many bare members, in one JVM, ordered about by lines as {@link dev.allstop.bench.host.HostMain} is. */
public final class InProcessMain {

    private static final String CLUSTER = "scale";
    /** So many join at a time, after the first; as many as there are at once would make groups of their own first. */
    private static final int WAVE = 20;

    private final long emptyBytes = usedBytes();
    private final long began = System.nanoTime();
    private final int size;
    private final List<ReplicatedFleet> fleets = new ArrayList<>();
    private final List<IdleNode> nodes = new ArrayList<>();
    private final List<BareMember> members = new ArrayList<>();
    private final double formedMs;

    private InProcessMain(boolean bare, int size) throws Exception {
        this.size = size;
        Path stack = LoopbackStack.file();
        if (bare) {
            joinBare(stack);
        } else {
            join(stack);
        }
        for (int node = 0; node < size; node++) {
            while (seenBy(node) < size) {
                Thread.sleep(100);
            }
        }
        formedMs = (System.nanoTime() - began) / 1e6;
    }

    /** @param arguments {@code bare} or {@code allstop}, and how many */
    public static void main(String[] arguments) throws Exception {
        System.out.println("ready");
        InProcessMain main = new InProcessMain(arguments[0].equals("bare"), Integer.parseInt(arguments[1]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split(" ");
            System.out.println(words[0] + " " + main.obey(words[1]));
        }
        System.exit(0);
    }

    private String obey(String order) throws Exception {
        return switch (order) {
            case "formed" -> String.valueOf(formedMs);
            case "stop" -> stop().toString();
            case "resume" -> resume();
            case "traffic" -> CountingLoopback.traffic().toString();
            case "memory" -> String.valueOf((usedBytes() - emptyBytes) / (1024.0 * 1024) / size);
            default -> "failed, no such order: " + order;
        };
    }

    // ---- the two kinds

    private void join(Path stack) throws InterruptedException {
        for (int i = 0; i < size; i++) {
            while (i - joined() >= WAVE) {
                Thread.sleep(20);
            }
            UUID incarnation = UUID.randomUUID();
            FleetSettings settings = new FleetSettings(CLUSTER, "node-" + i, Map.of("version", "1.4.2"), stack.toString(),
                    "loopback", Optional.empty(), Optional.empty(), incarnation, Map.of());
            IdleNode node = new IdleNode(incarnation.toString(), settings.node());
            nodes.add(node);
            ReplicatedFleet fleet = new ReplicatedFleet(settings, node, System.nanoTime());
            fleets.add(fleet);
            fleet.start();
            while (i == 0 && !fleet.joined()) {
                Thread.sleep(5);
            }
        }
    }

    private long joined() {
        return fleets.stream().filter(ReplicatedFleet::joined).count();
    }

    private void joinBare(Path stack) throws Exception {
        members.add(member(stack));
        try (Closing threads = new Closing(Executors.newFixedThreadPool(WAVE))) {
            List<Future<BareMember>> joining = new ArrayList<>();
            for (int i = 1; i < size; i++) {
                joining.add(threads.executor.submit(() -> member(stack)));
            }
            for (Future<BareMember> member : joining) {
                members.add(member.get());
            }
        }
    }

    private record Closing(ExecutorService executor) implements AutoCloseable {

        @Override
        public void close() {
            executor.shutdown();
        }
    }

    private static BareMember member(Path stack) throws Exception {
        try (var xml = Files.newInputStream(stack)) {
            return new BareMember(xml, CLUSTER);
        }
    }

    private long seenBy(int node) {
        return members.isEmpty() ? heardOf(fleets.get(node)) : members.get(node).members();
    }

    /** Members that have said what they have. */
    private static long heardOf(ReplicatedFleet fleet) {
        return fleet.status().nodes().stream().filter(node -> !node.status().servers().isEmpty()).count();
    }

    // ---- what is measured

    /** An order that comes back incomplete is given again, and the time runs on. */
    private Stopped stop() throws Exception {
        long began = System.nanoTime();
        if (members.isEmpty()) {
            String complete = "STOPPED " + size + "/" + size;
            String headline = quiet();
            while (!headline.startsWith(complete)) {
                System.err.println("given again after " + (System.nanoTime() - began) / 1_000_000 + " ms: " + headline);
                headline = quiet();
            }
            double reportMs = (System.nanoTime() - began) / 1e6;
            return new Stopped((nodes.stream().mapToLong(IdleNode::heldNanos).max().orElseThrow() - began) / 1e6, reportMs);
        }
        members.get(size / 2).broadcast();
        return Stopped.roundTrip((System.nanoTime() - began) / 1e6);
    }

    private String quiet() {
        return fleets.get(size / 2).quiet(new Fleet.Order(Selector.ALL, Duration.ofMinutes(1), false, Optional.empty(), "deploy 42",
                "operator", Expectation.NONE, OnDeadline.REPORT)).headline();
    }

    private String resume() {
        String headline = "RESUMED";
        do {
            headline = fleets.isEmpty() ? headline : fleets.get(size / 2).resumeAll("operator").headline();
        } while (!headline.startsWith("RESUMED"));
        return headline;
    }

    /** Of the heap, after a collection. */
    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}

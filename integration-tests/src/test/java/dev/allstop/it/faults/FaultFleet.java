package dev.allstop.it.faults;

import static dev.allstop.it.harness.Patience.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Library;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The JVMs of a round, one on each host of the network from the first on. */
final class FaultFleet implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final int SHORT_JOB_PERIOD_MS = 25;
    private static final int SHORT_JOB_MS = 5;

    private final Network network;
    private final Semaphore oneStarts;
    private final String cluster;
    private final String stack;
    private final boolean shippedTimers;
    private final List<FaultNode> nodes = new CopyOnWriteArrayList<>();

    /**
     * @param oneStarts     held while JVMs start: many at once on a small machine take each other for dead
     * @param shippedTimers whether failures are detected as slowly as the shipped stack does
     */
    FaultFleet(Network network, Semaphore oneStarts, String cluster, String stack, boolean shippedTimers) {
        this.network = network;
        this.oneStarts = oneStarts;
        this.cluster = cluster;
        this.stack = stack;
        this.shippedTimers = shippedTimers;
    }

    /** How long it takes at most until a silent member is out of the view. */
    Duration detection() {
        return shippedTimers ? Duration.ofSeconds(14) : Duration.ofSeconds(5);
    }

    /** Starts the first alone, so that it coordinates the group, then the others at once; returns when all see all. */
    void start(int count) {
        oneStarts.acquireUninterruptibly();
        try {
            launch(1, Optional.empty());
            awaitTogether();
            IntStream.rangeClosed(2, count).forEach(host -> launch(host, Optional.empty()));
            awaitTogether();
        } finally {
            oneStarts.release();
        }
        nodes.forEach(node -> await(node.name() + " runs jobs").atMost(LONGEST_START)
                .until(() -> node.startedBetween(0, System.nanoTime())));
    }

    /** One more, which may not get to run jobs. */
    FaultNode launch(int host, Optional<Path> state) {
        HostJvm.Builder builder = HostJvm.named("n" + host).cluster(cluster).launchedBy(network.on(host))
                .option("bind", Network.address(host)).option("secret", secret().toString())
                .option("stack", shippedTimers ? stack : hurried(stack).toString())
                .jvmOption("-Dallstop.stack.hosts=" + IntStream.rangeClosed(1, Network.HOSTS)
                        .mapToObj(Network::address).collect(Collectors.joining(",")))
                .jvmOption("-Xmx64m").jvmOption("-Xss512k").jvmOption("-XX:ReservedCodeCacheSize=32m")
                .classPath(Library.newest("quartz").classPath())
                .main(NodeMain.class, String.valueOf(SHORT_JOB_PERIOD_MS), String.valueOf(SHORT_JOB_MS));
        state.ifPresent(folder -> builder.option("state", folder.toString()));
        FaultNode node = new FaultNode(builder.launch(), host);
        nodes.add(node);
        return node;
    }

    private void awaitTogether() {
        for (FaultNode node : nodes) {
            await(node.name() + " sees " + nodes.size() + " nodes").atMost(LONGEST_START)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> node.status().filter(answer -> answer.report() != null
                            && spoken(answer.report()) == nodes.size()).isPresent());
        }
    }

    private static long spoken(JsonNode report) {
        long spoken = 0;
        for (JsonNode node : report.path("nodes")) {
            spoken += node.path("servers").isEmpty() ? 0 : 1;
        }
        return spoken;
    }

    List<FaultNode> nodes() {
        return nodes;
    }

    List<FaultNode> survivors() {
        return nodes.stream().filter(node -> !node.dead()).toList();
    }

    FaultNode coordinator() {
        return nodes.get(0);
    }

    /** One of them, by chance. */
    static FaultNode any(List<FaultNode> candidates, Random random) {
        return candidates.get(random.nextInt(candidates.size()));
    }

    // ---- files

    private static Path folder() {
        return Path.of(System.getProperty("allstop.it.output")).resolveSibling("faults");
    }

    /** The shipped stack in a hurry: only how long it waits for members that are silent or out of sight is changed. */
    private static synchronized Path hurried(String stack) {
        Path hurried = folder().resolve(stack + "-hurried.xml");
        try {
            if (!Files.exists(hurried)) {
                String shipped = Files.readString(Path.of(System.getProperty("allstop.it.stacks"), stack + ".xml"));
                String changed = replaced(shipped, "<FD_ALL3 interval=\"2000\" timeout=\"10000\"",
                        "<FD_ALL3 interval=\"500\" timeout=\"3000\"");
                changed = replaced(changed, "<VERIFY_SUSPECT2 timeout=\"1000\"", "<VERIFY_SUSPECT2 timeout=\"500\"");
                changed = replaced(changed, "<MERGE3 min_interval=\"1000\" max_interval=\"4000\"",
                        "<MERGE3 min_interval=\"300\" max_interval=\"1000\"");
                Files.createDirectories(folder());
                Files.writeString(hurried, changed);
            }
            return hurried;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String replaced(String text, String what, String by) {
        if (!text.contains(what)) {
            throw new IllegalStateException("the shipped stack has no " + what + " any more: adapt this test");
        }
        return text.replace(what, by);
    }

    private static synchronized Path secret() {
        Path file = folder().resolve("secret");
        try {
            Files.createDirectories(folder());
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            byte[] random = new byte[32];
            new Random().nextBytes(random);
            Files.writeString(file, HexFormat.of().formatHex(random));
        } catch (FileAlreadyExistsException made) {
            return file;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return file;
    }

    @Override
    public void close() {
        nodes.forEach(FaultNode::close);
    }
}

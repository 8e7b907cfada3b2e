package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.AgentThreads;
import dev.allstop.core.fleet.channel.FleetChannel;
import dev.allstop.core.fleet.channel.JGroupsChannel;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Several nodes of one fleet in this JVM, on real channels of the stack {@code local}; closes what it opened. */
final class Nodes implements AutoCloseable {

    /** Short waits, so that a test of what happens after a wait does not wait long. */
    static final FleetTiming QUICK = new FleetTiming(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(1),
            Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofSeconds(3), Duration.ofSeconds(3),
            Duration.ofSeconds(1), Duration.ofMinutes(5));

    /** The same, but what may take its time to merge is waited for. */
    static final FleetTiming PATIENT = new FleetTiming(Duration.ofSeconds(15), QUICK.joinWait(), QUICK.silent(),
            QUICK.askAgain(), QUICK.missing(), QUICK.grace(), QUICK.release(), QUICK.announce(), QUICK.vanished());

    private final String cluster = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private final List<ReplicatedFleet> fleets = new ArrayList<>();

    /** @param channel the node's link to the others, for tests that cut it */
    record Node(ReplicatedFleet fleet, FakeNode jvm, FleetSettings settings, FleetChannel channel) {

        /** The same, of a node on a bad network. */
        BadNetwork.Link link() {
            return (BadNetwork.Link) channel;
        }
    }

    Node start(String name) {
        return start(name, QUICK, Optional.empty());
    }

    Node start(String name, FleetTiming timing, Optional<Path> state) {
        return start(name, timing, state, Duration.ZERO);
    }

    /**
     * One that was started so much later than now, by its own count: every JVM decides from its uptime and the age of
     * the order which holds cover it, and a message that is late by less than that makes no difference.
     */
    Node startLater(String name, Duration later) {
        return start(name, QUICK, Optional.empty(), later);
    }

    private Node start(String name, FleetTiming timing, Optional<Path> state, Duration later) {
        FleetSettings settings = settings(name, state);
        FleetChannel[] channel = new FleetChannel[1];
        return start(settings, timing, later, threads -> channel[0] = new JGroupsChannel(settings, threads), channel);
    }

    /** On the stack {@code udp} over the loopback, with the group given, so that a test can listen and speak there. */
    Node start(String name, Optional<Path> secret, String group, int port) {
        FleetSettings settings = new FleetSettings(cluster, name, Map.of(), "udp", "loopback", secret, Optional.empty(),
                UUID.randomUUID(), Map.of("mcast_addr", group, "mcast_port", String.valueOf(port), "ttl", "0"));
        FleetChannel[] channel = new FleetChannel[1];
        return start(settings, QUICK, Duration.ZERO, threads -> channel[0] = new JGroupsChannel(settings, threads), channel);
    }

    Node start(String name, BadNetwork network) {
        return start(name, network, Optional.empty());
    }

    Node start(String name, BadNetwork network, Optional<Path> state) {
        return start(name, network, QUICK, state);
    }

    Node start(String name, BadNetwork network, FleetTiming timing, Optional<Path> state) {
        FleetSettings settings = settings(name, state);
        FleetChannel channel = network.channel(name);
        return start(settings, timing, Duration.ZERO, threads -> channel, new FleetChannel[]{channel});
    }

    private Node start(FleetSettings settings, FleetTiming timing, Duration later,
                       Function<AgentThreads, FleetChannel> channels, FleetChannel[] channel) {
        FakeNode jvm = new FakeNode(settings.incarnation().toString(), settings.node());
        ReplicatedFleet fleet = new ReplicatedFleet(settings, jvm, System.nanoTime() + later.toNanos(), timing, channels);
        fleets.add(fleet);
        Node node = new Node(fleet, jvm, settings, channel[0]);
        fleet.start();
        return node;
    }

    FleetSettings settings(String name, Optional<Path> state) {
        return new FleetSettings(cluster, name, Map.of("color", name.contains("blue") ? "blue" : "green"), "local",
                "loopback", Optional.empty(), state, UUID.randomUUID(), Map.of());
    }

    static Fleet.Order order(Duration timeout) {
        return order(Selector.ALL, timeout, Expectation.NONE);
    }

    static Fleet.Order order(Selector select, Duration timeout, Expectation expect) {
        return new Fleet.Order(select, timeout, false, Optional.empty(), "deploy", "ann", expect, OnDeadline.REPORT);
    }

    static Fleet.Order order(Duration timeout, OnDeadline onDeadline, Optional<Duration> lease, boolean sticky) {
        return new Fleet.Order(Selector.ALL, timeout, sticky, lease, "deploy", "ann", Expectation.NONE, onDeadline);
    }

    @Override
    public void close() {
        fleets.forEach(ReplicatedFleet::close);
    }
}

package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.util.UUID;

/**
 * A network in memory that delays, reorders, repeats and loses messages, and can be cut in two. Unlike JGroups it makes
 * up for nothing: what the fleet says here must be enough by itself.
 */
final class BadNetwork implements AutoCloseable {

    private final Random random;
    private final ScheduledExecutorService wires = Executors.newSingleThreadScheduledExecutor();
    private final Map<Address, Link> links = new HashMap<>();
    private double loss;

    BadNetwork(long seed, double loss) {
        random = new Random(seed);
        this.loss = loss;
    }

    FleetChannel channel(String name) {
        return new Link(name);
    }

    /** From now on it loses nothing; what is on its way still arrives late. */
    synchronized void recover() {
        loss = 0;
    }

    /** Puts those for whom the names are in one group, all others in another; each group sees only itself. */
    synchronized void split(List<String> names) {
        links.values().forEach(link -> link.group = names.contains(link.name) ? 1 : 0);
        views();
    }

    synchronized void heal() {
        links.values().forEach(link -> link.group = 0);
        views();
    }

    private void views() {
        for (Link link : links.values()) {
            List<FleetChannel.Member> members = links.values().stream().filter(other -> other.group == link.group)
                    .map(other -> new FleetChannel.Member(other.address, other.name)).toList();
            boolean first = members.get(0).address().equals(link.address);
            wires.execute(() -> link.listener.members(new FleetChannel.Members(link.address, members, first)));
        }
    }

    private synchronized void send(Link from, Address to, byte[] message) {
        for (Link link : List.copyOf(links.values())) {
            if (link != from && (to == null || to.equals(link.address)) && link.group == from.group) {
                int copies = random.nextDouble() < loss ? 0 : random.nextInt(10) == 0 ? 2 : 1;
                for (int copy = 0; copy < copies; copy++) {
                    wires.schedule(() -> link.listener.received(from.address, message.clone()), random.nextInt(40),
                            TimeUnit.MILLISECONDS);
                }
            }
        }
    }

    private synchronized void join(Link link) {
        links.put(link.address, link);
        views();
    }

    private synchronized void leave(Link link) {
        if (links.remove(link.address) != null) {
            views();
        }
    }

    @Override
    public void close() {
        wires.shutdownNow();
    }

    private final class Link implements FleetChannel {

        private final String name;
        private final Address address = UUID.randomUUID();
        private Listener listener;
        private int group;

        Link(String name) {
            this.name = name;
        }

        @Override
        public void start(Listener newListener) {
            listener = newListener;
            join(this);
            listener.attempted("");
        }

        @Override
        public Duration mergesWithin() {
            return Duration.ZERO;
        }

        @Override
        public void broadcast(byte[] message, boolean urgent) {
            BadNetwork.this.send(this, null, message);
        }

        @Override
        public void send(Address to, byte[] message, boolean urgent) {
            BadNetwork.this.send(this, to, message);
        }

        @Override
        public void close(Duration bound) {
            leave(this);
        }
    }
}

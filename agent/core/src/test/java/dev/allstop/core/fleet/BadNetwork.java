package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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
    private final Set<String> deafToBroadcasts = new HashSet<>();
    private final Set<String> unplugged = new HashSet<>();
    private double loss;
    private volatile Duration mergesWithin = Duration.ZERO;

    BadNetwork(long seed) {
        random = new Random(seed);
    }

    Link channel(String name) {
        return new Link(name);
    }

    /** From now on it loses so much of what is sent; what is on its way still arrives late. */
    synchronized void lose(double share) {
        loss = share;
    }

    /** From now on what is meant for all does not reach this one, only what is meant for it alone. */
    synchronized void loseBroadcastsTo(String name) {
        deafToBroadcasts.add(name);
    }

    /** What it says of how long groups take that were formed apart; it heals when it is told to. */
    void mergesWithin(Duration duration) {
        mergesWithin = duration;
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

    /** Whoever starts under this name from now on finds no way into the network, until it is {@link #plugIn plugged in}. */
    synchronized void unplug(String name) {
        unplugged.add(name);
    }

    void plugIn(Link link) {
        synchronized (this) {
            unplugged.remove(link.name);
            join(link);
        }
        link.listener.attempted("");
    }

    /** A message that nobody who plays by the rules has sent; at once, and on the caller's thread. */
    void forge(Address from, Link to, byte[] message) {
        to.listener.received(from, message);
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
            boolean reached = to == null ? !deafToBroadcasts.contains(link.name) : to.equals(link.address);
            if (link != from && reached && link.group == from.group) {
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

    final class Link implements FleetChannel {

        private final String name;
        private final Address address = UUID.randomUUID();
        private Listener listener;
        private int group;

        Link(String name) {
            this.name = name;
        }

        Address address() {
            return address;
        }

        @Override
        public void start(Listener newListener) {
            listener = newListener;
            if (unplugged.contains(name)) {
                listener.attempted("the network is unreachable");
            } else {
                join(this);
                // after the view that it joined, as with JGroups
                wires.execute(() -> listener.attempted(""));
            }
        }

        @Override
        public Duration mergesWithin() {
            return mergesWithin;
        }

        @Override
        public void broadcast(byte[] message, boolean urgent) {
            BadNetwork.this.send(this, null, message);
        }

        @Override
        public void mention(byte[] message) {
            BadNetwork.this.send(this, null, message);
        }

        @Override
        public void mention(Address to, byte[] message) {
            BadNetwork.this.send(this, to, message);
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

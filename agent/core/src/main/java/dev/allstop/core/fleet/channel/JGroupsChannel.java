package dev.allstop.core.fleet.channel;

import dev.allstop.core.fleet.FleetSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.SecretKey;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.MergeView;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.View;
import org.jgroups.util.NameCache;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plain JGroups channel. It connects in the background and tries again until it is closed, each time with a new
 * channel: one whose {@code connect} failed is of no more use (JGroups 5.5.7), and two JVMs that start in the same
 * instant can take each other's ports. Once connected, JGroups itself merges what was cut apart.
 */
public final class JGroupsChannel implements FleetChannel {

    private static final Logger LOG = LoggerFactory.getLogger(JGroupsChannel.class);
    private static final long FIRST_PAUSE_MS = 500;
    private static final long LONGEST_PAUSE_MS = 30_000;

    private final FleetSettings settings;
    private final AgentThreads threads;
    private Optional<SecretKey> key = Optional.empty();
    private volatile Duration mergesWithin = Duration.ZERO;
    private volatile boolean mayBlock = true;
    private volatile JChannel channel;
    private volatile boolean closed;
    private volatile Thread connecting;

    /** Touches nothing; see {@link #start}. */
    public JGroupsChannel(FleetSettings settings, AgentThreads threads) {
        this.settings = settings;
        this.threads = threads;
    }

    @Override
    public void start(Listener listener) {
        connecting = threads.newThread(() -> connect(listener), "connect");
        connecting.start();
    }

    private void connect(Listener listener) {
        long pause = FIRST_PAUSE_MS;
        String lastError = "";
        while (!closed) {
            try {
                connectOnce(listener);
                listener.attempted("");
                return;
            } catch (Throwable failed) {
                // an Error as well: JGroups that cannot even load must not take the application's log down with it
                if (closed) {
                    return;
                }
                String error = message(failed);
                if (!error.equals(lastError)) {
                    LOG.warn("The fleet {} cannot be joined yet, this JVM stands alone until it can: {}",
                            settings.cluster(), error);
                    LOG.debug("Joining failed", failed);
                    lastError = error;
                }
                listener.attempted(error);
            }
            try {
                Thread.sleep(pause / 2 + ThreadLocalRandom.current().nextLong(pause));
            } catch (InterruptedException closing) {
                return;
            }
            pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
        }
    }

    private void connectOnce(Listener listener) throws Exception {
        JGroupsLogs.install();
        MessageLockdown.apply();
        if (key.isEmpty() && settings.secret().isPresent()) {
            key = Optional.of(FleetSecret.key(settings.secret().get(), settings.cluster()));
        }
        FleetStack stack = FleetStack.read(stackName(), settings, key, threads);
        JChannel next = new JChannel(stack);
        mergesWithin = stack.mergesWithin();
        try {
            next.setDiscardOwnMessages(true);
            next.setName(settings.node());
            next.setReceiver(new Incoming(next, listener));
            // datagrams are sent or lost
            mayBlock = !next.getProtocolStack().getTransport().supportsMulticasting();
            channel = next;
            next.connect(groupName(settings.cluster()));
        } catch (Throwable failed) {
            channel = null;
            closeQuietly(next);
            throw failed;
        }
        if (closed) {
            closeQuietly(next);
        }
    }

    private String stackName() {
        boolean ipv6 = settings.bind().contains(":");
        if (settings.stack().equals("local") && (ipv6 || !LoopbackMulticast.works())) {
            LOG.info("This machine has no multicast over its loopback interface: JVMs look for each other on a fixed "
                    + "range of ports instead (stack local-ports)");
            return "local-ports";
        }
        return settings.stack();
    }

    /** JGroups makes ASCII of names: what it cannot tell apart, a hash must. */
    private static String groupName(String cluster) {
        String ascii = cluster.replaceAll("[^\\x21-\\x7E]", "_");
        return "allstop-" + ascii + (ascii.equals(cluster) ? "" : "-" + Integer.toHexString(cluster.hashCode()));
    }

    @Override
    public Duration mergesWithin() {
        return mergesWithin;
    }

    @Override
    public boolean mayBlock() {
        return mayBlock;
    }

    @Override
    public void broadcast(byte[] message, boolean urgent) {
        send(null, message, urgent);
    }

    /**
     * Past NAKACK2, which else follows each message by up to three reminders of its number, and has whoever is late ask for
     * it again (5.5.7): in a large fleet, where all nodes tell all others how they stand, that was most of what was sent.
     */
    @Override
    public void mention(byte[] message) {
        send(new BytesMessage(null, message).setFlag(Message.Flag.NO_RELIABILITY));
    }

    /**
     * Past UNICAST3, which else keeps some 5 KB for each member that this one has ever said anything to, and as much for
     * each that has said anything to it (5.5.7).
     */
    @Override
    public void mention(Address to, byte[] message) {
        send(new BytesMessage(to, message).setFlag(Message.Flag.NO_RELIABILITY));
    }

    @Override
    public void send(Address to, byte[] message, boolean urgent) {
        Message outgoing = new BytesMessage(to, message);
        if (urgent) {
            outgoing.setFlag(Message.Flag.OOB);
        }
        send(outgoing);
    }

    private void send(Message outgoing) {
        JChannel current = channel;
        if (current == null) {
            return;
        }
        try {
            current.send(outgoing);
        } catch (Exception notConnected) {
            LOG.debug("Not sent", notConnected);
        }
    }

    @Override
    public void close(Duration bound) {
        closed = true;
        Thread connect = connecting;
        JChannel current = channel;
        if (connect != null) {
            connect.interrupt();
        }
        if (current == null) {
            return;
        }
        Thread closing = threads.newThread(() -> closeQuietly(current), "close");
        closing.start();
        try {
            closing.join(Math.max(1, bound.toMillis()));
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeQuietly(JChannel channel) {
        try {
            channel.close();
        } catch (Throwable failed) {
            LOG.debug("Closing the channel failed", failed);
        }
    }

    private static String message(Throwable failed) {
        Throwable root = failed;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private record Incoming(JChannel channel, Listener listener) implements Receiver {

        @Override
        public void receive(Message message) {
            // only bytes are ever sent, and only bytes are looked at
            if (message instanceof BytesMessage bytes && bytes.getLength() > 0) {
                listener.received(message.getSrc(), bytes.getBytes());
            }
        }

        @Override
        public void viewAccepted(View view) {
            Address self = channel.getAddress();
            List<Member> members = view.getMembers().stream().map(address -> new Member(address, name(address))).toList();
            boolean first = view instanceof MergeView merged
                    ? merged.getSubgroups().stream().anyMatch(group -> self.equals(group.getCoord()))
                    : self.equals(view.getCoord());
            listener.members(new Members(self, members, first));
        }

        private static String name(Address address) {
            String name = NameCache.get(address);
            return name == null ? address.toString() : name;
        }
    }
}

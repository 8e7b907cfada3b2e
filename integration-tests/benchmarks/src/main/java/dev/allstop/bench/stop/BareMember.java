package dev.allstop.bench.stop;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;

/** What a round trip to all members costs on a stack when nothing is done with it: the measure of Allstop's own. */
public final class BareMember implements Receiver, AutoCloseable {

    /** About what an order and its acknowledgement weigh. */
    private static final int REQUEST_BYTES = 300;
    private static final int REPLY_BYTES = 400;

    private final JChannel channel;
    private volatile CountDownLatch missing = new CountDownLatch(0);

    /** Joins. */
    public BareMember(InputStream stack, String cluster) throws Exception {
        channel = new JChannel(stack);
        channel.setDiscardOwnMessages(true);
        channel.setReceiver(this);
        channel.connect(cluster);
    }

    /** Joins on a stack that Allstop ships; its variables are system properties. */
    public static BareMember on(String shippedStack, String cluster) throws Exception {
        try (InputStream stack = BareMember.class.getResourceAsStream("/stacks/" + shippedStack + ".xml")) {
            if (stack == null) {
                throw new IOException("no stack " + shippedStack);
            }
            return new BareMember(stack, cluster);
        }
    }

    /** JVM options with which members of this cluster, and no others, find each other on the stack {@code local}. */
    public static List<String> options(String cluster) {
        int place = Math.floorMod(cluster.hashCode(), 200);
        return List.of("-Dallstop.bind=127.0.0.1", "-Dallstop.mcast_addr=239.76.1." + (1 + place),
                "-Dallstop.mcast_port=" + (45500 + place), "-Djava.net.preferIPv4Stack=true");
    }

    public int members() {
        return channel.getView().size();
    }

    /** Asks all others and returns when all have answered. One at a time. */
    public void broadcast() throws Exception {
        CountDownLatch replies = new CountDownLatch(members() - 1);
        missing = replies;
        send(null, REQUEST_BYTES);
        if (!replies.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(replies.getCount() + " members did not answer");
        }
    }

    @Override
    public void receive(Message message) {
        if (message.dest() == null) {
            try {
                send(message.getSrc(), REPLY_BYTES);
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        } else {
            missing.countDown();
        }
    }

    private void send(Address to, int bytes) throws Exception {
        channel.send(new BytesMessage(to, new byte[bytes]).setFlag(Message.Flag.OOB));
    }

    @Override
    public void close() {
        channel.close();
    }
}

package dev.allstop.it.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A network switch that loses and delays what it is told to, for each direction of each pair of hosts. Hosts reach it by
 * VXLAN: every Ethernet frame that one sends comes here in a datagram and goes on in another. So it needs no traffic
 * control in the kernel, which may lack netem, and a change takes effect with the next frame.
 *
 * <p>Obeys lines on its standard input and answers each with {@code ok}: {@code set <from> <to> <loss 0 to 1> <delay ms>},
 * {@code clear}. Ends with its standard input.
 */
public final class SwitchMain {

    /** Where VXLAN listens, RFC 7348. */
    static final int PORT = 4789;

    private static final int VXLAN_HEADER = 8;
    private static final int ETHERNET_HEADER = 14;
    private static final int LONGEST_FRAME = 65_536;
    private static final short IPV4 = 0x0800;
    private static final byte TCP = 6;
    private static final byte UDP = 17;

    private final DatagramChannel channel;
    private final String network;
    private final int hosts;
    private final Random random;
    private final Map<Integer, Link> links = new ConcurrentHashMap<>();
    private final DelayQueue<Late> late = new DelayQueue<>();
    private final AtomicLong order = new AtomicLong();

    private record Link(double loss, long delayMs) {
    }

    /** A frame that is on its way; those with the same delay arrive in the order in which they were sent. */
    private record Late(ByteBuffer frame, int to, long dueNanos, long number) implements Delayed {

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            Late that = (Late) other;
            return dueNanos != that.dueNanos ? Long.signum(dueNanos - that.dueNanos) : Long.compare(number, that.number);
        }
    }

    private SwitchMain(String network, int hosts, long seed) throws IOException {
        this.network = network;
        this.hosts = hosts;
        random = new Random(seed);
        channel = DatagramChannel.open().bind(new InetSocketAddress(network + ".254", PORT));
    }

    /** @param args first three numbers of the network's addresses, number of hosts, seed */
    public static void main(String[] args) throws Exception {
        SwitchMain self = new SwitchMain(args[0], Integer.parseInt(args[1]), Long.parseLong(args[2]));
        daemon(self::forward, "forward");
        daemon(self::deliverLate, "late");
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            self.obey(line.split(" "));
            System.out.println("ok");
        }
    }

    private interface Loop {
        void once() throws Exception;
    }

    private static void daemon(Loop loop, String name) {
        Thread thread = new Thread(() -> {
            while (true) {
                try {
                    loop.once();
                } catch (Exception unsent) {
                    // a host that is being taken away; the others go on
                    System.err.println(unsent);
                }
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void obey(String[] words) {
        if (words[0].equals("clear")) {
            links.clear();
        } else {
            links.put(key(Integer.parseInt(words[1]), Integer.parseInt(words[2])),
                    new Link(Double.parseDouble(words[3]), Long.parseLong(words[4])));
        }
    }

    private static int key(int from, int to) {
        return from << 8 | to;
    }

    private void forward() throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_FRAME);
        InetSocketAddress sender = (InetSocketAddress) channel.receive(frame);
        frame.flip();
        if (frame.limit() < VXLAN_HEADER + ETHERNET_HEADER) {
            return;
        }
        completeChecksum(frame);
        int from = sender.getAddress().getAddress()[3];
        boolean toMany = (frame.get(VXLAN_HEADER) & 1) != 0;
        int to = frame.get(VXLAN_HEADER + 5);
        for (int host = 1; host <= hosts; host++) {
            if (host != from && (toMany || host == to)) {
                pass(frame, from, host);
            }
        }
    }

    /**
     * Linux leaves the checksum of what travels inside a tunnel to the network card, and a pair of virtual ones leaves it
     * out. UDP over IPv4 may go without.
     */
    private static void completeChecksum(ByteBuffer frame) {
        int ip = VXLAN_HEADER + ETHERNET_HEADER;
        if (frame.getShort(ip - 2) != IPV4 || (frame.getShort(ip + 6) & 0x1FFF) != 0) {
            return;
        }
        int payload = ip + (frame.get(ip) & 0xF) * 4;
        int end = ip + (frame.getShort(ip + 2) & 0xFFFF);
        if (frame.get(ip + 9) == UDP) {
            frame.putShort(payload + 6, (short) 0);
        } else if (frame.get(ip + 9) == TCP) {
            frame.putShort(payload + 16, (short) 0);
            long sum = TCP + end - payload;
            for (int at = ip + 12; at < end; at = at + 2 == ip + 20 ? payload : at + 2) {
                sum += at + 1 < end ? frame.getShort(at) & 0xFFFF : (frame.get(at) & 0xFF) << 8;
            }
            while (sum >> 16 != 0) {
                sum = (sum & 0xFFFF) + (sum >> 16);
            }
            frame.putShort(payload + 16, (short) ~sum);
        }
    }

    private void pass(ByteBuffer frame, int from, int to) throws IOException {
        Link link = links.get(key(from, to));
        if (link == null) {
            send(frame.duplicate(), to);
        } else if (random.nextDouble() >= link.loss) {
            late.add(new Late(frame.duplicate(), to, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(link.delayMs),
                    order.incrementAndGet()));
        }
    }

    private void deliverLate() throws Exception {
        Late next = late.take();
        send(next.frame, next.to);
    }

    private void send(ByteBuffer frame, int to) throws IOException {
        channel.send(frame, new InetSocketAddress(network + "." + to, PORT));
    }
}

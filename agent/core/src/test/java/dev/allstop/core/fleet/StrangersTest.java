package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.allstop.core.fleet.Nodes.Node;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.CompletableFuture;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jgroups.BytesMessage;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.TpHeader;
import org.jgroups.util.AsciiString;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.Util;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody on the same network who does not have the fleet's secret. */
@Timeout(90)
class StrangersTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final int MOST_OVERHEARD = 2_000;
    private static final AtomicInteger DESERIALISED = new AtomicInteger();

    @TempDir
    private Path folder;

    private final Nodes nodes = new Nodes();
    private final String group = "239.77.200." + (1 + new Random().nextInt(250));
    private final int port = 40_000 + new Random().nextInt(5_000);
    private final List<byte[]> overheard = new CopyOnWriteArrayList<>();
    private MulticastSocket ear;
    private Path secret;

    private static final class Bomb implements Serializable {

        private static final long serialVersionUID = 1;

        private void readObject(ObjectInputStream in) {
            DESERIALISED.incrementAndGet();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        secret = secret("a secret of at least thirty-two characters");
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1"));
        ear = new MulticastSocket(new InetSocketAddress(group, port));
        ear.joinGroup(new InetSocketAddress(group, port), loopback);
        ear.setSoTimeout(200);
        Thread thread = new Thread(this::overhear, "ear");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() {
        ear.close();
        nodes.close();
    }

    private void overhear() {
        while (!ear.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[66_000], 66_000);
                ear.receive(packet);
                if (overheard.size() < MOST_OVERHEARD) {
                    overheard.add(Arrays.copyOf(packet.getData(), packet.getLength()));
                }
            } catch (SocketTimeoutException nothing) {
                continue;
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static MulticastSocket mouth() throws IOException {
        MulticastSocket mouth = new MulticastSocket(new InetSocketAddress("127.0.0.1", 0));
        mouth.setNetworkInterface(NetworkInterface.getByInetAddress(InetAddress.getByName("127.0.0.1")));
        mouth.setTimeToLive(0);
        return mouth;
    }

    private void say(byte[] packet) throws IOException {
        try (MulticastSocket mouth = mouth()) {
            mouth.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(group, port)));
        }
    }

    private Path secret(String content) throws IOException {
        Path file = Files.createFile(folder.resolve(UUID.randomUUID().toString()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, content);
    }

    private Node member(String name) {
        Node node = nodes.start(name, Optional.of(secret), group, port);
        node.jvm().server("quartz", "server-of-" + name, 0);
        return node;
    }

    private static void together(Node... all) {
        await().atMost(LONG).until(() -> List.of(all).stream().allMatch(node -> node.fleet().status().nodes().stream()
                .filter(member -> !member.status().incarnation().isEmpty()).count() == all.length));
    }

    @Test
    void withoutTheRightSecretNobodyJoinsNorOrders() throws IOException {
        Node one = member("one");
        Node two = member("two");
        together(one, two);
        Node wrong = nodes.start("wrong", Optional.of(secret("another secret of thirty-two characters")), group, port);
        Node none = nodes.start("none", Optional.empty(), group, port);
        wrong.jvm().server("quartz", "w", 0);
        none.jvm().server("quartz", "n", 0);
        await().atMost(LONG).until(() -> wrong.fleet().joined() && none.fleet().joined());

        assertThat(wrong.fleet().stop(Nodes.order(LONG)).headline()).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(none.fleet().stop(Nodes.order(LONG)).headline()).startsWith("STOPPED 1/1 servers on 1/1 nodes");

        assertThat(one.fleet().holds()).isEmpty();
        assertThat(one.fleet().stop(Nodes.order(LONG)).headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
    }

    @Test
    void nothingThatIsSaidCanBeRead() {
        Node one = member("one");
        Node two = member("two");
        together(one, two);
        one.fleet().stop(Nodes.order(LONG));
        one.fleet().resumeAll("ann-the-operator");

        assertThat(overheard).isNotEmpty();
        assertThat(overheard).map(packet -> new String(packet, StandardCharsets.ISO_8859_1))
                .noneMatch(text -> text.contains("quartz") || text.contains("deploy") || text.contains("ann")
                        || text.contains("server-of"));
    }

    @Test
    void thatThereIsAFleetOfThatNameCanBeSeen() {
        Node one = member("one");
        Node two = member("two");
        together(one, two);

        String name = "allstop-" + one.settings().cluster();
        await().atMost(LONG).until(() -> overheard.stream()
                .anyMatch(packet -> new String(packet, StandardCharsets.ISO_8859_1).contains(name)));
    }

    @Test
    void aStrangerWhoFloodsTheNetworkDoesNotKeepAnOrderFromGettingThrough() throws InterruptedException {
        Node one = member("one");
        Node two = member("two");
        together(one, two);
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger said = new AtomicInteger();
        Thread flood = new Thread(() -> flood(enough, said), "flood");
        flood.start();
        try {
            await().atMost(LONG).until(() -> said.get() > 5_000);
            CompletableFuture.runAsync(() -> one.fleet().stop(Nodes.order(LONG)));
            await().atMost(LONG).until(() -> one.jvm().held("server-of-one") && two.jvm().held("server-of-two"));
        } finally {
            enough.set(true);
            flood.join();
        }
        together(one, two);
        assertThat(two.fleet().awaitDrained(LONG, Expectation.NONE).headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
    }

    /** Noise, packets cut and repeated: a hundred, a breath, and on. */
    private void flood(AtomicBoolean enough, AtomicInteger said) {
        Random random = new Random(3);
        try (MulticastSocket mouth = mouth()) {
            while (!enough.get()) {
                byte[] packet = new byte[1400];
                random.nextBytes(packet);
                if (!overheard.isEmpty() && random.nextBoolean()) {
                    packet = overheard.get(random.nextInt(overheard.size()));
                }
                mouth.send(new DatagramPacket(packet, packet.length, new InetSocketAddress(group, port)));
                if (said.incrementAndGet() % 100 == 0) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void whatWasOverheardAndIsSaidAgainOrdersNothing() throws IOException {
        Node one = member("one");
        Node two = member("two");
        together(one, two);
        one.fleet().stop(Nodes.order(LONG));
        one.fleet().resumeAll("ann");
        List<byte[]> before = List.copyOf(overheard);
        assertThat(before).isNotEmpty();

        for (int times = 0; times < 3; times++) {
            for (byte[] packet : before) {
                say(packet);
            }
        }

        assertThat(two.fleet().stop(Nodes.order(LONG)).headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
        assertThat(two.fleet().holds()).hasSize(1);
        assertThat(two.fleet().resumeAll("ann").headline()).startsWith("RESUMED 2/2");
        assertThat(one.fleet().holds()).isEmpty();
        assertThat(one.jvm().held("server-of-one")).isFalse();
    }

    @Test
    void noPacketWhateverDisturbsTheFleetOrMakesItDeserialise() throws IOException {
        Node one = member("one");
        Node two = member("two");
        together(one, two);
        Random random = new Random(7);
        List<byte[]> attacks = new ArrayList<>(List.of(forged(new ObjectMessage(null, new Bomb())),
                forged(new BytesMessage(null, new Bomb())), forged(new BytesMessage(null, new byte[]{1, 2, 3}))));
        for (int i = 0; i < 500; i++) {
            byte[] packet = overheard.isEmpty() || i % 2 == 0 ? new byte[random.nextInt(1400) + 1]
                    : overheard.get(random.nextInt(overheard.size())).clone();
            if (i % 2 == 0) {
                random.nextBytes(packet);
            } else {
                packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
            }
            attacks.add(packet);
        }
        for (byte[] attack : attacks) {
            say(attack);
        }

        assertThat(one.fleet().stop(Nodes.order(LONG)).headline()).startsWith("STOPPED 2/2 servers on 2/2 nodes");
        assertThat(DESERIALISED).hasValue(0);
    }

    /** As the transport would send it, with the right name of the group. */
    private byte[] forged(Message message) throws IOException {
        message.setSrc(org.jgroups.util.UUID.randomUUID()).putHeader(ClassConfigurator.getProtocolId(TP.class),
                new TpHeader(new AsciiString("allstop-" + nodes.settings("x", Optional.empty()).cluster())));
        ByteArrayDataOutputStream out = new ByteArrayDataOutputStream();
        Util.writeMessage(message, out, true);
        return Arrays.copyOf(out.buffer(), out.position());
    }
}

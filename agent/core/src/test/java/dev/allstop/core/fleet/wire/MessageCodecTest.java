package dev.allstop.core.fleet.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.allstop.core.fleet.wire.FleetMessage.Ask;
import dev.allstop.core.fleet.wire.FleetMessage.Goodbye;
import dev.allstop.core.fleet.wire.FleetMessage.Holds;
import dev.allstop.core.fleet.wire.FleetMessage.Status;
import dev.allstop.core.fleet.wire.FleetMessage.Unknown;
import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldEntry.Concerned;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Release;
import dev.allstop.core.hold.Release.Cause;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.RunningJob;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessageCodecTest {

    private static final UUID SENDER = new UUID(1, 2);
    private static final UUID OTHER = new UUID(3, 4);
    private static final long NOW = System.nanoTime();

    private final MessageCodec codec = new MessageCodec(SENDER);

    static HoldEntry entry() {
        Hold hold = new Hold("abcd-efgh", Selector.parse("kind=quartz,jobrunr;node!=web-9"), true, "deploy", "ann", "web-1",
                Instant.ofEpochMilli(1_700_000_000_123L), Duration.ofSeconds(30), Optional.of(Duration.ofMinutes(2)),
                OnDeadline.INTERRUPT);
        return HoldEntry.ordered(hold, NOW - TimeUnit.MILLISECONDS.toNanos(1500), Map.of(OTHER.toString(),
                new Concerned("web-2", true))).renewed(NOW);
    }

    static NodeStatus status(int servers, int jobs) {
        List<ServerReport> reports = new ArrayList<>();
        for (int server = 0; server < servers; server++) {
            List<RunningJob> running = new ArrayList<>();
            for (int job = 0; job < jobs; job++) {
                running.add(new RunningJob("job-" + job, "id-" + job, "worker-" + job, Instant.ofEpochMilli(5), 17,
                        List.of("a.B.c(B.java:1)")));
            }
            reports.add(new ServerReport("quartz", "server-" + server, "quartz 2.5.2", ServerState.DRAINING, "RUNNING",
                    running, 2, 1000, 0, 3, 4, 5, 6, ""));
        }
        return new NodeStatus(SENDER.toString(), 42, "web-1", "host-1", 4711, "1.0", Map.of("color", "blue"),
                Map.of("abcd", 12L), Map.of("abcd", 3456L), List.of("efgh"), reports);
    }

    private static FleetMessage read(byte[] message) throws MalformedMessage {
        return MessageCodec.read(message, NOW).message();
    }

    private NodeStatus together(List<byte[]> messages) throws MalformedMessage {
        List<ServerReport> servers = new ArrayList<>();
        NodeStatus node = null;
        for (byte[] message : messages) {
            assertThat(message.length).isLessThanOrEqualTo(Envelope.MOST_BYTES);
            Status part = (Status) read(message);
            node = part.part() == 0 ? part.node() : node;
            servers.addAll(part.node().servers());
        }
        return new NodeStatus(node.incarnation(), node.sequence(), node.name(), node.host(), node.pid(), node.version(),
                node.labels(), node.acks(), node.drained(), node.exempt(), servers);
    }

    @Test
    void aHoldComesBackAsItWasWithItsAgeCountedOnTheReceiversClock() throws MalformedMessage {
        Holds holds = (Holds) read(codec.holds(List.of(entry()), 99, 5000, NOW).get(0));

        assertThat(holds.digest()).isEqualTo(99);
        assertThat(holds.watchMs()).isEqualTo(5000);
        assertThat(holds.entries()).containsExactly(entry());

        long elsewhere = 77;
        HoldEntry there = ((Holds) MessageCodec.read(codec.holds(List.of(entry()), 0, 0, NOW).get(0), elsewhere).message())
                .entries().get(0);
        assertThat(elsewhere - there.orderedNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1500));
        assertThat(there.leaseEndNanos() - elsewhere).isEqualTo(TimeUnit.MINUTES.toNanos(2));
    }

    @Test
    void aReleaseComesBackWithWhoAndWhy() throws MalformedMessage {
        HoldEntry released = entry().released(new Release("bob", "all fine", "web-3", Instant.ofEpochMilli(9))).withShutdown();

        assertThat(((Holds) read(codec.holds(List.of(released), 0, 0, NOW).get(0))).entries()).containsExactly(released);
    }

    @ParameterizedTest
    @EnumSource
    void whatAReleaseRestsOnAndThatAHoldIsFulfilledComeBack(Cause cause) throws MalformedMessage {
        HoldEntry released = entry().released(new Release("allstop", "by itself", "web-3", Instant.ofEpochMilli(9), cause));

        assertThat(((Holds) read(codec.holds(List.of(released, entry().asFulfilled()), 0, 0, NOW).get(0))).entries())
                .containsExactly(released, entry().asFulfilled());
    }

    @Test
    void aStatusComesBackAsItWas() throws MalformedMessage {
        List<byte[]> messages = codec.status(status(2, 3), Map.of("abcd", false, "old", true));

        assertThat(messages).hasSize(1);
        assertThat(((Status) read(messages.get(0))).seen()).isEqualTo(Map.of("abcd", false, "old", true));
        assertThat(together(messages)).isEqualTo(status(2, 3));
    }

    @Test
    void questionsAndGoodbyesComeBack() throws MalformedMessage {
        assertThat(read(codec.ask(1234))).isEqualTo(new Ask(1234));
        assertThat(read(codec.goodbye())).isEqualTo(new Goodbye());
        assertThat(MessageCodec.read(codec.goodbye(), NOW).sender()).isEqualTo(SENDER);
    }

    @Test
    void everyMessageHasANumberOfItsOwn() throws MalformedMessage {
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(numbers.add(MessageCodec.read(codec.ask(1), NOW).number())).isTrue();
        }
    }

    @Test
    void whatIsTooLongForOneMessageIsSplitAndNoServerIsLost() throws MalformedMessage {
        NodeStatus large = status(500, 20);
        List<byte[]> messages = codec.status(large, Map.of());

        assertThat(messages).hasSizeGreaterThan(10);
        assertThat(together(messages)).isEqualTo(large);
    }

    @Test
    void aListOfJobsIsCutButTheirCountIsNot() throws MalformedMessage {
        NodeStatus large = status(1, 5000);
        ServerReport server = together(codec.status(large, Map.of())).servers().get(0);

        assertThat(server.running()).hasSizeBetween(50, 1000);
        assertThat(server.jobsRunning()).isEqualTo(5002);
    }

    @Test
    void absurdlyManyServersAreToldTogetherAndStillCounted() throws MalformedMessage {
        NodeStatus told = together(codec.status(status(6000, 200), Map.of()));

        assertThat(told.servers()).hasSize(StatusFields.MOST_SERVERS);
        assertThat(told.servers().stream().mapToInt(ServerReport::jobsRunning).sum()).isEqualTo(6000 * 202);
        assertThat(told.servers().get(told.servers().size() - 1).state()).isEqualTo(ServerState.DRAINING);
    }

    @Test
    void aLongRosterIsSplitAndMergesToWhatItWas() throws MalformedMessage {
        Map<String, Concerned> roster = new HashMap<>();
        for (int node = 0; node < 2000; node++) {
            roster.put(UUID.randomUUID().toString(), new Concerned("x".repeat(64), false));
        }
        HoldEntry large = HoldEntry.ordered(entry().hold(), NOW, roster);
        List<byte[]> messages = codec.holds(List.of(large), 0, 0, NOW);

        assertThat(messages).hasSizeGreaterThan(2).allMatch(message -> message.length <= Envelope.MOST_BYTES);
        HoldEntry merged = null;
        for (byte[] message : messages) {
            for (HoldEntry piece : ((Holds) read(message)).entries()) {
                merged = merged == null ? piece : merged.merge(piece);
            }
        }
        assertThat(merged.roster()).isEqualTo(roster);
    }

    @Test
    void fieldsAndKindsOfALaterMinorVersionAreSkipped() throws MalformedMessage {
        byte[] later = codec.ask(1234);
        later[5] = 9;
        byte[] field = new FieldWriter().put(200, "something new", 100).bytes();
        byte[] longer = Arrays.copyOf(later, later.length + field.length);
        System.arraycopy(field, 0, longer, later.length, field.length);
        assertThat(read(longer)).isEqualTo(new Ask(1234));

        byte[] kind = codec.goodbye();
        kind[6] = 77;
        assertThat(read(kind)).isEqualTo(new Unknown(77));
    }

    @Test
    void aLaterMajorVersionIsRecognisedAndNotRead() throws MalformedMessage {
        byte[] later = codec.ask(1234);
        later[4] = 2;

        assertThat(MessageCodec.read(later, NOW).compatible()).isFalse();
        assertThat(read(later)).isInstanceOf(Unknown.class);
    }

    @Test
    void anUnknownDeadlineActionOrStateIsTakenForTheHarmlessOne() throws MalformedMessage {
        byte[] hold = replaced(codec.holds(List.of(entry()), 0, 0, NOW).get(0), "INTERRUPT", "EXPLODE!!");
        assertThat(((Holds) read(hold)).entries().get(0).hold().onDeadline()).isEqualTo(OnDeadline.REPORT);

        byte[] status = replaced(codec.status(status(1, 0), Map.of()).get(0), "DRAINING", "SLEEPING");
        assertThat(((Status) read(status)).node().servers().get(0).state()).isEqualTo(ServerState.UNCONTROLLED);
    }

    @Test
    void controlCharactersInTextCannotForgeLines() throws MalformedMessage {
        byte[] hold = replaced(codec.holds(List.of(entry()), 0, 0, NOW).get(0), "deploy", "a\nb\u001bc\r");
        assertThat(((Holds) read(hold)).entries().get(0).hold().reason()).isEqualTo("a b c ");
    }

    /** Recorded from 1.0; a change that breaks this breaks rolling upgrades. */
    private static byte[] recorded(String what) throws IOException {
        try (var in = MessageCodecTest.class.getResourceAsStream("/wire/1.0-" + what + ".hex")) {
            return HexFormat.of().parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replaceAll("\\s", ""));
        }
    }

    @Test
    void theBytesOfVersion1_0AreStillUnderstood() throws Exception {
        assertThat(((Holds) read(recorded("holds"))).entries()).containsExactly(entry());
        assertThat(together(List.of(recorded("status")))).isEqualTo(status(2, 1));
    }

    @Test
    void version1_0StillUnderstandsWhatIsSaidSinceItIsSaidInTheSameBytes() throws Exception {
        Holds holds = (Holds) read(recorded("holds"));
        byte[] said = codec.holds(holds.entries(), holds.digest(), holds.watchMs(), NOW).get(0);
        assertThat(numberless(said)).isEqualTo(numberless(recorded("holds")));

        Status status = (Status) read(recorded("status"));
        assertThat(status.node()).isEqualTo(status(2, 1));
        assertThat(new MessageCodec(SENDER).status(status.node(), status.seen()).get(0).length)
                .isEqualTo(recorded("status").length);
    }

    /** Every message has another number, in the last eight bytes of its head. */
    private static byte[] numberless(byte[] message) {
        return ByteBuffer.wrap(message.clone()).putLong(Envelope.HEADER_BYTES - Long.BYTES, 0).array();
    }

    /** What a later version may add, wherever there are fields. */
    @Test
    void fieldsThatALaterVersionAddsAnywhereAreSkipped() throws Exception {
        assertThat(((Holds) read(withMore(recorded("holds")))).entries()).containsExactly(entry());
        assertThat(together(List.of(withMore(recorded("status"))))).isEqualTo(status(2, 1));
    }

    private static byte[] withMore(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        byte[] head = new byte[Envelope.HEADER_BYTES];
        in.get(head);
        byte[] body = withMore(in.slice());
        return ByteBuffer.allocate(head.length + body.length).put(head).put(body).array();
    }

    /** What can be read as fields through and through is taken for fields. */
    private static byte[] withMore(ByteBuffer in) {
        FieldWriter out = new FieldWriter();
        while (in.hasRemaining()) {
            int field = in.get() & 0xFF;
            ByteBuffer value = in.slice(in.position() + Integer.BYTES, in.getInt(in.position()));
            in.position(in.position() + Integer.BYTES + value.remaining());
            byte[] bytes = new byte[value.remaining()];
            value.duplicate().get(bytes);
            out.put(field, isFields(value.duplicate()) ? withMore(value.duplicate()) : bytes);
        }
        return out.put(222, "of a later version", 100).bytes();
    }

    private static boolean isFields(ByteBuffer value) {
        int fields = 0;
        while (value.remaining() > Integer.BYTES) {
            value.get();
            int length = value.getInt();
            if (length < 0 || length > value.remaining()) {
                return false;
            }
            value.position(value.position() + length);
            fields++;
        }
        return fields > 0 && !value.hasRemaining();
    }

    @Test
    void everyTruncatedMessageIsRefusedOrReadAsFarAsItIsWhole() {
        List<byte[]> messages = new ArrayList<>(codec.status(status(3, 3), Map.of("abcd", true)));
        messages.addAll(codec.holds(List.of(entry()), 7, 8, NOW));
        for (byte[] message : messages) {
            for (int length = 0; length < message.length; length++) {
                mustBeHarmless(Arrays.copyOf(message, length));
            }
        }
    }

    @Test
    void noBytesWhateverDoMoreThanBeRefused() {
        Random random = new Random(20261123);
        List<byte[]> messages = new ArrayList<>(codec.status(status(3, 3), Map.of("abcd", true)));
        messages.addAll(codec.holds(List.of(entry(), entry().released(
                new Release("bob", "", "web", Instant.EPOCH))), 7, 8, NOW));
        for (int round = 0; round < 100_000; round++) {
            byte[] message = messages.get(random.nextInt(messages.size())).clone();
            for (int change = random.nextInt(8); change >= 0; change--) {
                int at = random.nextInt(message.length);
                switch (random.nextInt(3)) {
                    case 0 -> message[at] = (byte) random.nextInt();
                    case 1 -> message[at] ^= (byte) (1 << random.nextInt(8));
                    default -> ByteBuffer.wrap(message).putInt(Math.min(at, message.length - 4),
                            random.nextBoolean() ? Integer.MAX_VALUE : random.nextInt());
                }
            }
            mustBeHarmless(message);
        }
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            mustBeHarmless(noise);
        }
    }

    @Test
    void aMessageBeyondTheBoundIsRefusedUnread() {
        assertThatThrownBy(() -> MessageCodec.read(new byte[Envelope.MOST_BYTES + 1], NOW))
                .isInstanceOf(MalformedMessage.class);
    }

    private static void mustBeHarmless(byte[] message) {
        try {
            assertThat(MessageCodec.read(message, NOW)).isNotNull();
        } catch (MalformedMessage expected) {
            assertThat(expected).hasMessageNotContaining("null");
        }
    }

    private static byte[] replaced(byte[] message, String from, String to) {
        assertThat(to).hasSameSizeAs(from);
        String text = new String(message, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }
}

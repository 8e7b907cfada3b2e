package dev.allstop.core.fleet.wire;

import dev.allstop.core.fleet.wire.FleetMessage.Ask;
import dev.allstop.core.fleet.wire.FleetMessage.Goodbye;
import dev.allstop.core.fleet.wire.FleetMessage.Holds;
import dev.allstop.core.fleet.wire.FleetMessage.Status;
import dev.allstop.core.fleet.wire.FleetMessage.Unknown;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.report.NodeStatus;
import dev.allstop.core.report.ServerReport;
import dev.allstop.core.report.ServerState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Messages as bytes, in a format of our own: no class name, no serialised object, nothing to execute. What is too long
 * for one message becomes several. Thread-safe.
 */
public final class MessageCodec {

    private static final int HOLDS = 1;
    private static final int STATUS = 2;
    private static final int ASK = 3;
    private static final int GOODBYE = 4;

    // leaves room in the first part for what is told of the node itself
    private static final int PARTED_BYTES = 44 * 1024;
    private static final int MOST_PARTS = 128;
    private static final int MOST_ENTRIES = 1000;
    private static final int MOST_SEEN = 3000;

    private final UUID sender;
    private final AtomicLong number = new AtomicLong();

    /** @param sender incarnation of this JVM */
    public MessageCodec(UUID sender) {
        this.sender = sender;
    }

    /** Announces holds; at least one message even for none, since the digest says something too. */
    public List<byte[]> holds(Collection<HoldEntry> entries, long digest, long watchMs, long nowNanos) {
        List<byte[]> pieces = entries.stream().flatMap(entry -> HoldFields.write(entry, nowNanos).stream()).toList();
        return split(pieces, MOST_ENTRIES).stream().map(part -> {
            FieldWriter out = new FieldWriter().put(1, digest).put(2, watchMs);
            part.forEach(piece -> out.put(3, piece));
            return seal(HOLDS, out);
        }).toList();
    }

    /** Tells a status. */
    public List<byte[]> status(NodeStatus status, Map<String, Boolean> seen) {
        byte[] node = StatusFields.writeNode(status);
        List<List<byte[]>> parts = split(servers(status, StatusFields.MOST_JOB_BYTES), StatusFields.MOST_SERVERS);
        if (parts.size() > MOST_PARTS) {
            parts = split(servers(status, 0), StatusFields.MOST_SERVERS);
        }
        long sequence = number.incrementAndGet();
        List<byte[]> messages = new ArrayList<>();
        for (int part = 0; part < parts.size(); part++) {
            FieldWriter out = new FieldWriter().put(10, sequence).put(11, part).put(12, parts.size())
                    .put(13, StatusFields.withServers(part == 0 ? node : new byte[0], parts.get(part)).bytes());
            if (part == 0) {
                writeSeen(seen, out);
            }
            messages.add(seal(STATUS, out));
        }
        return messages;
    }

    private static void writeSeen(Map<String, Boolean> seen, FieldWriter out) {
        int written = 0;
        for (Map.Entry<String, Boolean> hold : seen.entrySet()) {
            if (++written > MOST_SEEN) {
                return;
            }
            out.put(14, new FieldWriter().put(1, hold.getKey(), HoldFields.MOST_TEXT).put(2, hold.getValue()).bytes());
        }
    }

    /** Asks for a status. */
    public byte[] ask(long watchMs) {
        return seal(ASK, new FieldWriter().put(1, watchMs));
    }

    /** Says goodbye. */
    public byte[] goodbye() {
        return seal(GOODBYE, new FieldWriter());
    }

    /**
     * Reads a message.
     *
     * @param nowNanos the receiver's {@link System#nanoTime}, from which ages are counted back
     */
    public static Envelope read(byte[] bytes, long nowNanos) throws MalformedMessage {
        if (bytes.length < Envelope.HEADER_BYTES || bytes.length > Envelope.MOST_BYTES) {
            throw new MalformedMessage(bytes.length + " bytes");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt() != Envelope.MAGIC) {
            throw new MalformedMessage("not a message of Allstop");
        }
        int major = in.get() & 0xFF;
        int minor = in.get() & 0xFF;
        int kind = in.get() & 0xFF;
        in.get();
        UUID sender = new UUID(in.getLong(), in.getLong());
        long number = in.getLong();
        FleetMessage message = major == Envelope.MAJOR ? read(kind, new FieldReader(in.slice()), nowNanos)
                : new Unknown(kind);
        return new Envelope(major, minor, kind, sender, number, message);
    }

    private static FleetMessage read(int kind, FieldReader in, long nowNanos) throws MalformedMessage {
        return switch (kind) {
            case HOLDS -> readHolds(in, nowNanos);
            case STATUS -> readStatus(in);
            case ASK -> readAsk(in);
            case GOODBYE -> new Goodbye();
            default -> new Unknown(kind);
        };
    }

    private static Holds readHolds(FieldReader in, long nowNanos) throws MalformedMessage {
        List<HoldEntry> entries = new ArrayList<>();
        long digest = 0;
        long watchMs = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> digest = in.number();
                case 2 -> watchMs = in.amount();
                case 3 -> entries.add(HoldFields.read(in.nested(), nowNanos));
                default -> { }
            }
            if (entries.size() > MOST_ENTRIES) {
                throw new MalformedMessage("too many holds");
            }
        }
        return new Holds(entries, digest, watchMs);
    }

    private static Status readStatus(FieldReader in) throws MalformedMessage {
        Map<String, Boolean> seen = new HashMap<>();
        NodeStatus status = null;
        long sequence = 0;
        long part = 0;
        long parts = 1;
        while (in.next()) {
            switch (in.field()) {
                case 10 -> sequence = in.amount();
                case 11 -> part = in.amount();
                case 12 -> parts = in.amount();
                case 13 -> status = readNode(in.nested());
                case 14 -> readSeen(in.nested(), seen);
                default -> { }
            }
            if (seen.size() > MOST_SEEN) {
                throw new MalformedMessage("too many holds seen");
            }
        }
        if (status == null || parts < 1 || parts > MOST_PARTS || part >= parts) {
            throw new MalformedMessage("part " + part + " of " + parts + " of a status");
        }
        return new Status(status, seen, sequence, (int) part, (int) parts);
    }

    private static NodeStatus readNode(FieldReader in) throws MalformedMessage {
        FieldReader node = new FieldReader(ByteBuffer.allocate(0));
        List<ServerReport> servers = List.of();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> node = in.nested();
                case 2 -> servers = StatusFields.readServers(in.nested());
                default -> { }
            }
        }
        return StatusFields.read(node, servers);
    }

    private static void readSeen(FieldReader in, Map<String, Boolean> seen) throws MalformedMessage {
        String hold = "";
        boolean released = false;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> hold = in.text(HoldFields.MOST_TEXT);
                case 2 -> released = in.truth();
                default -> { }
            }
        }
        seen.put(hold, released);
    }

    private static Ask readAsk(FieldReader in) throws MalformedMessage {
        long watchMs = 0;
        while (in.next()) {
            if (in.field() == 1) {
                watchMs = in.amount();
            }
        }
        return new Ask(watchMs);
    }

    private static List<byte[]> servers(NodeStatus status, int mostJobBytes) {
        List<ServerReport> all = status.servers();
        List<ServerReport> told = all.size() <= StatusFields.MOST_SERVERS ? all
                : Stream.concat(all.stream().limit(StatusFields.MOST_SERVERS - 1L),
                        Stream.of(together(all.subList(StatusFields.MOST_SERVERS - 1, all.size())))).toList();
        List<byte[]> written = new ArrayList<>();
        for (ServerReport server : told) {
            written.add(StatusFields.writeServer(server, mostJobBytes));
        }
        return written;
    }

    /** More servers than fit are told as one, so that nothing that still runs goes unsaid. */
    private static ServerReport together(List<ServerReport> servers) {
        return new ServerReport("allstop", servers.size() + "-more", "",
                servers.stream().map(ServerReport::state).reduce(ServerState.SHUTDOWN, ServerState::worst), "", List.of(),
                servers.stream().mapToInt(ServerReport::jobsRunning).sum(), 0,
                servers.stream().mapToLong(ServerReport::startedTotal).sum(),
                servers.stream().mapToLong(ServerReport::startedAfterAck).sum(),
                servers.stream().mapToLong(ServerReport::finishedDuringDrain).sum(),
                servers.stream().mapToLong(ServerReport::cancelled).sum(),
                servers.stream().mapToLong(ServerReport::interrupted).sum(),
                servers.stream().mapToLong(ServerReport::givenBack).sum(), "");
    }

    private byte[] seal(int kind, FieldWriter body) {
        return Envelope.seal(kind, sender, number.incrementAndGet(), body.bytes());
    }

    private static List<List<byte[]>> split(List<byte[]> pieces, int most) {
        List<List<byte[]>> parts = new ArrayList<>();
        List<byte[]> part = new ArrayList<>();
        int bytes = 0;
        for (byte[] piece : pieces) {
            if (!part.isEmpty() && (bytes + piece.length > PARTED_BYTES || part.size() == most)) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(piece);
            bytes += piece.length + 5;
        }
        parts.add(part);
        return parts;
    }
}

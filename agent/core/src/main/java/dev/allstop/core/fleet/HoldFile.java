package dev.allstop.core.fleet;

import dev.allstop.core.fleet.wire.Envelope;
import dev.allstop.core.fleet.wire.FleetMessage.Holds;
import dev.allstop.core.fleet.wire.MalformedMessage;
import dev.allstop.core.fleet.wire.MessageCodec;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.HoldSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sticky holds, and what is known to be released, over a restart of the whole fleet: one small file per fleet,
 * written anew at every change, under another name first and forced to the disk, so that it is the old or the new one
 * after a crash. Several JVMs may share the folder: each adds what it finds there before it writes.
 *
 * <p>Ages stand still while no JVM runs, for there is no clock to trust that would have counted on; a sticky hold does
 * not depend on its age, and a lease that stood still holds longer, which is the safe side.
 *
 * <p>Thread-safe.
 */
final class HoldFile {

    private static final Logger LOG = LoggerFactory.getLogger(HoldFile.class);
    private static final long MAGIC = 0x414C4C53484C4431L;
    private static final long MOST_BYTES = 16 << 20;

    private final Path file;
    private final MessageCodec codec = new MessageCodec(new UUID(0, 0));
    private long saved;
    private boolean failed;

    HoldFile(Path folder, String cluster) {
        String name = cluster.replaceAll("[^A-Za-z0-9._-]", "_");
        file = folder.resolve("allstop-" + name + (name.equals(cluster) ? "" : "-" + Integer.toHexString(cluster.hashCode()))
                + ".holds");
    }

    Path path() {
        return file;
    }

    /**
     * What was kept; nothing if there is no file.
     *
     * @throws IOException when there is one that cannot be read
     */
    List<HoldEntry> load(long nowNanos) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has more than " + MOST_BYTES + " bytes");
        }
        byte[] bytes = Files.readAllBytes(file);
        int body = bytes.length - Long.BYTES;
        if (body < Long.BYTES || ByteBuffer.wrap(bytes).getLong(body) != checksum(bytes, body)) {
            throw new IOException("its checksum is wrong");
        }
        HoldSet holds = new HoldSet();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, body));
        if (in.readLong() != MAGIC) {
            throw new IOException("it is not a file of this version");
        }
        while (in.available() > 0) {
            byte[] message = in.readNBytes(Math.min(in.readInt(), Envelope.MOST_BYTES));
            try {
                if (MessageCodec.read(message, nowNanos).message() instanceof Holds read) {
                    read.entries().forEach(holds::merge);
                }
            } catch (MalformedMessage malformed) {
                throw new IOException(malformed.getMessage());
            }
        }
        return List.copyOf(holds.all());
    }

    /** Writes what is worth keeping, if that has changed; what fails is logged once and tried again at the next change. */
    synchronized void save(Collection<HoldEntry> entries, long nowNanos) {
        HoldSet keep = new HoldSet();
        entries.stream().filter(entry -> entry.hold().sticky() || entry.release().isPresent()).forEach(keep::merge);
        if (keep.digest() == saved || keep.isEmpty() && saved == 0) {
            return;
        }
        try {
            Optional<List<HoldEntry>> before = readable(nowNanos);
            before.ifPresent(known -> known.forEach(keep::merge));
            write(keep.all(), nowNanos);
            saved = keep.digest();
            failed = false;
        } catch (IOException | RuntimeException cannot) {
            if (!failed) {
                LOG.error("Sticky holds are not kept over a restart, since {} cannot be written ({}): they stay in force "
                        + "as long as any JVM of the fleet runs; make the folder writable", file, cannot.toString());
            }
            failed = true;
        }
    }

    private Optional<List<HoldEntry>> readable(long nowNanos) {
        try {
            return Optional.of(load(nowNanos));
        } catch (IOException corrupt) {
            // to be replaced by what this node knows; what it could not read it has held itself for until now
            return Optional.empty();
        }
    }

    private void write(Collection<HoldEntry> entries, long nowNanos) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(MAGIC);
        for (byte[] message : codec.holds(entries, 0, 0, nowNanos)) {
            out.writeInt(message.length);
            out.write(message);
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path next = Files.createTempFile(file.toAbsolutePath().getParent(), ".allstop-", ".tmp", ownerOnly());
        try {
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private FileAttribute<?>[] ownerOnly() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }
}

package dev.allstop.core.fleet.wire;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * What every message begins with: 4 bytes magic, major and minor version, kind, a zero byte, the sender's incarnation
 * (16 bytes) and a number that grows with every message of that incarnation (8 bytes). Numbers tell repeated messages
 * from new ones. All integers are big-endian.
 *
 * <p>A later minor version may add fields and kinds, which are skipped; a later major version is another protocol.
 */
public record Envelope(int major, int minor, int kind, UUID sender, long number, FleetMessage message) {

    /** The longest message in bytes. */
    public static final int MOST_BYTES = 64 * 1024;

    static final int MAGIC = 0x414C4C53;
    static final int MAJOR = 1;
    static final int MINOR = 0;
    static final int HEADER_BYTES = 32;

    static byte[] seal(int kind, UUID sender, long number, byte[] body) {
        if (HEADER_BYTES + body.length > MOST_BYTES) {
            throw new IllegalArgumentException("a message of " + body.length + " bytes is too long to send");
        }
        return ByteBuffer.allocate(HEADER_BYTES + body.length).putInt(MAGIC).put((byte) MAJOR).put((byte) MINOR)
                .put((byte) kind).put((byte) 0).putLong(sender.getMostSignificantBits())
                .putLong(sender.getLeastSignificantBits()).putLong(number).put(body).array();
    }

    /** Whether this version can read the message; if not, {@link #message} is {@link FleetMessage.Unknown}. */
    public boolean compatible() {
        return major == MAJOR;
    }
}

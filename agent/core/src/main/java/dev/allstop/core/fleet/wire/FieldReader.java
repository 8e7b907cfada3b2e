package dev.allstop.core.fleet.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;

/**
 * Reads what {@link FieldWriter} wrote, strictly: a length that does not fit, a number of the wrong size, text that is
 * not UTF-8 or too long make the message malformed. A field that the caller does not ask for is skipped, so that a
 * later version can add some.
 */
final class FieldReader {

    private final ByteBuffer in;
    private int field;
    private ByteBuffer value;

    FieldReader(ByteBuffer in) {
        this.in = in;
    }

    /** Moves to the next field. */
    boolean next() throws MalformedMessage {
        if (!in.hasRemaining()) {
            return false;
        }
        if (in.remaining() < 1 + Integer.BYTES) {
            throw new MalformedMessage("a field is cut off");
        }
        field = in.get() & 0xFF;
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new MalformedMessage("field " + field + " claims " + length + " bytes of " + in.remaining());
        }
        value = in.slice(in.position(), length);
        in.position(in.position() + length);
        return true;
    }

    int field() {
        return field;
    }

    long number() throws MalformedMessage {
        return sized(Long.BYTES).getLong();
    }

    /** A number that counts or measures something. */
    long amount() throws MalformedMessage {
        long number = number();
        if (number < 0) {
            throw new MalformedMessage("field " + field + " is negative");
        }
        return number;
    }

    int count() throws MalformedMessage {
        return (int) Math.min(amount(), Integer.MAX_VALUE / 4);
    }

    Instant instant() throws MalformedMessage {
        try {
            return Instant.ofEpochMilli(number());
        } catch (DateTimeException beyondTime) {
            throw new MalformedMessage("field " + field + " is no moment");
        }
    }

    boolean truth() throws MalformedMessage {
        byte read = sized(1).get();
        if (read != 0 && read != 1) {
            throw new MalformedMessage("field " + field + " is neither true nor false");
        }
        return read == 1;
    }

    UUID uuid() throws MalformedMessage {
        ByteBuffer bytes = sized(2 * Long.BYTES);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Text without control characters, which could forge lines in a log or a table. */
    String text(int most) throws MalformedMessage {
        byte[] bytes = new byte[value.remaining()];
        value.get(value.position(), bytes);
        String text = isPlain(bytes) ? new String(bytes, StandardCharsets.ISO_8859_1) : PrintableText.of(decoded());
        if (text.length() > most) {
            throw new MalformedMessage("field " + field + " has " + text.length() + " characters, " + most + " allowed");
        }
        return text;
    }

    /** Whether it is nothing but printable ASCII, as nearly all is: orders are read by code that is not compiled yet. */
    private static boolean isPlain(byte[] bytes) {
        for (byte read : bytes) {
            if (read < ' ' || read > '~') {
                return false;
            }
        }
        return true;
    }

    private String decoded() throws MalformedMessage {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(value.duplicate()).toString();
        } catch (CharacterCodingException notText) {
            throw new MalformedMessage("field " + field + " is not UTF-8");
        }
    }

    FieldReader nested() {
        return new FieldReader(value.duplicate());
    }

    private ByteBuffer sized(int bytes) throws MalformedMessage {
        if (value.remaining() != bytes) {
            throw new MalformedMessage("field " + field + " has " + value.remaining() + " bytes, not " + bytes);
        }
        return value.duplicate();
    }
}

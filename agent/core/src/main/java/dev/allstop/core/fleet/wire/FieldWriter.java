package dev.allstop.core.fleet.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Consumer;

/** Writes fields: one byte that says which, four bytes of length, the value. */
final class FieldWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    FieldWriter put(int field, byte[] value) {
        int length = value.length;
        out.writeBytes(new byte[] {(byte) field, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length});
        out.writeBytes(value);
        return this;
    }

    FieldWriter put(int field, long value) {
        return put(field, ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    FieldWriter put(int field, boolean value) {
        return put(field, new byte[]{(byte) (value ? 1 : 0)});
    }

    /** Writes at most so many characters; what is longer is cut, since a message is bounded and a job name is not. */
    FieldWriter put(int field, String value, int most) {
        String cut = value.length() <= most ? value : value.substring(0, most);
        return put(field, cut.getBytes(StandardCharsets.UTF_8));
    }

    FieldWriter put(int field, UUID value) {
        return put(field, ByteBuffer.allocate(2 * Long.BYTES).putLong(value.getMostSignificantBits())
                .putLong(value.getLeastSignificantBits()).array());
    }

    FieldWriter put(int field, Consumer<FieldWriter> fields) {
        FieldWriter nested = new FieldWriter();
        fields.accept(nested);
        return put(field, nested.bytes());
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }
}

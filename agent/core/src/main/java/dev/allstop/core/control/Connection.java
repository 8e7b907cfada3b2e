package dev.allstop.core.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** One accepted connection: one request, one reply. Reading and writing are bounded in time, answering is not. */
final class Connection implements AutoCloseable {

    private static final long READ_MILLIS = 10_000;
    private static final long WRITE_MILLIS = 30_000;

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    Connection(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        selector = Selector.open();
        key = channel.register(selector, SelectionKey.OP_READ);
    }

    void serve(ControlHandler handler) throws IOException {
        ControlReply reply;
        try {
            ControlRequest request = read();
            if (request == null) {
                return;
            }
            reply = handler.answer(request);
        } catch (BadRequest bad) {
            reply = bad.reply();
        }
        write(bytes(reply));
    }

    /** Null when the peer went away without asking anything, as somebody does who only looks whether we are there. */
    private ControlRequest read() throws IOException, BadRequest {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
        ByteBuffer buffer = ByteBuffer.allocate(RequestParser.LARGEST_HEAD + RequestParser.LARGEST_BODY);
        int headLength = -1;
        while (headLength < 0) {
            if (!readSome(buffer, deadline)) {
                return null;
            }
            headLength = RequestParser.headLength(buffer.array(), buffer.position());
        }
        RequestParser.Head head = RequestParser.head(buffer.array(), headLength);
        int end = headLength + head.bodyLength();
        while (buffer.position() < end) {
            if (!readSome(buffer, deadline)) {
                throw new BadRequest(400, "the body is shorter than Content-Length says");
            }
        }
        return head.request(Arrays.copyOfRange(buffer.array(), headLength, end));
    }

    private boolean readSome(ByteBuffer buffer, long deadline) throws IOException, BadRequest {
        int read = channel.read(buffer);
        while (read == 0) {
            if (!await(SelectionKey.OP_READ, deadline)) {
                throw new BadRequest(408, "the request did not come whole within " + READ_MILLIS / 1000 + "s");
            }
            read = channel.read(buffer);
        }
        return read > 0;
    }

    private void write(byte[] bytes) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WRITE_MILLIS);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (channel.write(buffer) == 0 && !await(SelectionKey.OP_WRITE, deadline)) {
                throw new IOException("the reply was not read within " + WRITE_MILLIS / 1000 + "s");
            }
        }
    }

    private boolean await(int operation, long deadline) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0) {
            return false;
        }
        key.interestOps(operation);
        selector.select(millis);
        selector.selectedKeys().clear();
        return true;
    }

    private static byte[] bytes(ControlReply reply) {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(' ').append(reason(reply))
                .append("\r\nContent-Type: ").append(reply.type()).append("; charset=utf-8")
                .append("\r\nContent-Length: ").append(body.length).append("\r\nConnection: close\r\n");
        reply.headers().forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        byte[] headBytes = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(headBytes, headBytes.length + body.length);
        System.arraycopy(body, 0, all, headBytes.length, body.length);
        return all;
    }

    private static String reason(ControlReply reply) {
        return reply.status() < 300 ? "OK" : reply.status() < 500 ? "Refused" : "Failed";
    }

    @Override
    public void close() throws IOException {
        try (selector; channel) {
            key.cancel();
        }
    }
}

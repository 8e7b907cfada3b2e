package dev.allstop.core.cli;

import dev.allstop.core.control.ControlReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Talks to an agent's control socket: one request per connection, answered until the agent closes it. */
final class SocketLine implements AgentLine {

    private static final String HEAD_END = "\r\n\r\n";

    private final Path socket;

    SocketLine(Path socket) {
        this.socket = socket;
    }

    @Override
    public Answer ask(String method, String path, Map<String, String> options, boolean text) throws IOException {
        byte[] body = method.equals("POST") ? AgentLine.encoded(options).getBytes(StandardCharsets.US_ASCII) : new byte[0];
        String query = method.equals("POST") || options.isEmpty() ? "" : "?" + AgentLine.encoded(options);
        String head = method + " " + path + query + " HTTP/1.1\r\nHost: localhost\r\nAccept: "
                + (text ? ControlReply.TEXT : ControlReply.JSON) + "\r\nContent-Length: " + body.length + HEAD_END;
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            writeAll(channel, head.getBytes(StandardCharsets.US_ASCII));
            writeAll(channel, body);
            return answer(readAll(channel));
        }
    }

    private static void writeAll(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Answer answer(String reply) throws IOException {
        int end = reply.indexOf(HEAD_END);
        if (end < 0 || !reply.matches("(?s)HTTP/1\\.1 [0-9]{3} .*")) {
            throw new IOException("the agent closed the connection without an answer");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line : reply.substring(0, end).split("\r\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
            }
        }
        String body = reply.substring(end + HEAD_END.length());
        String length = headers.getOrDefault("content-length", "-1");
        if (body.getBytes(StandardCharsets.UTF_8).length != Integer.parseInt(length)) {
            throw new IOException("the answer was cut off");
        }
        return new Answer(Integer.parseInt(reply.substring(9, 12)),
                headers.getOrDefault(ControlReply.VERDICT.toLowerCase(Locale.ROOT), ""),
                headers.getOrDefault(ControlReply.NEXT.toLowerCase(Locale.ROOT), ""), body,
                headers.getOrDefault(ControlReply.HOLD.toLowerCase(Locale.ROOT), ""));
    }
}

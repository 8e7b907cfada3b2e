package dev.allstop.it.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** An operator on the machine of one JVM: its control socket, as README spells it. Network namespaces do not hide it. */
final class ControlClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final long pid;

    ControlClient(long pid) {
        this.pid = pid;
    }

    /**
     * What was answered.
     *
     * @param report        null when it was refused, which {@code text} then explains
     * @param askedNanos    before it was asked
     * @param answeredNanos after the answer
     */
    record Answer(int status, JsonNode report, String text, long askedNanos, long answeredNanos) {

        String verdict() {
            return report == null ? "REFUSED" : report.path("verdict").asText("none");
        }

        String headline() {
            return report == null ? text.strip() : report.path("headline").asText();
        }

        long tookMs() {
            return (answeredNanos - askedNanos) / 1_000_000;
        }
    }

    Answer post(String path, String form) throws IOException {
        return exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: " + form.length() + "\r\n\r\n" + form);
    }

    Answer get(String path) throws IOException {
        return exchange("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    private Answer exchange(String request) throws IOException {
        long asked = System.nanoTime();
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            String answer = new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
            int body = answer.indexOf("\r\n\r\n");
            if (body < 0) {
                throw new IOException("JVM " + pid + " has gone while it was asked");
            }
            String text = answer.substring(body + 4);
            return new Answer(Integer.parseInt(answer.split(" ", 3)[1]), text.startsWith("{") ? JSON.readTree(text) : null,
                    text, asked, System.nanoTime());
        }
    }

    private Path socket() throws IOException {
        return Path.of("/tmp/.allstop-" + Files.getAttribute(Path.of("/proc/" + pid), "unix:uid"), pid + ".sock");
    }
}

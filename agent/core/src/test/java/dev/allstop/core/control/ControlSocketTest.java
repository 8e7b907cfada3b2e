package dev.allstop.core.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    private static final String GET = "GET /status HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    Path parent;

    private Path folder;
    private ControlSocket socket;

    @BeforeEach
    void open() throws IOException {
        folder = parent.resolve(".allstop-0");
        socket = new ControlSocket(ControlSocketTest::echo, folder, PID);
        socket.listen();
    }

    @AfterEach
    void close() {
        socket.close();
        assertThat(socket.path()).doesNotExist();
    }

    @Test
    void answers_one_request_per_connection_and_closes() throws IOException {
        assertThat(ask(GET)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n"
                + "Content-Length: 18\r\nConnection: close\r\nX: y\r\n\r\nGET /status {} é\n");
    }

    @Test
    void answers_a_request_that_comes_byte_by_byte() throws IOException {
        try (SocketChannel channel = connect()) {
            for (byte next : "POST /stop HTTP/1.1\r\nContent-Length: 3\r\n\r\na=b".getBytes(StandardCharsets.US_ASCII)) {
                channel.write(ByteBuffer.wrap(new byte[] {next}));
            }
            assertThat(readAll(channel)).endsWith("POST /stop {a=b} é\n");
        }
    }

    @Test
    void answers_what_is_no_request() throws IOException {
        assertThat(ask("\u0016\u0003\u0001 hello\r\n\r\n")).startsWith("HTTP/1.1 400 Refused\r\n");
        assertThat(ask("x".repeat(20_000))).startsWith("HTTP/1.1 431 Refused\r\n");
    }

    @Test
    void outlives_clients_that_go_away() throws IOException {
        for (int round = 0; round < 200; round++) {
            try (SocketChannel channel = connect()) {
                channel.write(ByteBuffer.wrap(GET.substring(0, round % GET.length()).getBytes(StandardCharsets.US_ASCII)));
            }
        }
        await().until(() -> ask(GET).startsWith("HTTP/1.1 200 OK"));
    }

    @Test
    void answers_others_while_one_waits() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        socket.close();
        socket = new ControlSocket(request -> {
            if (request.path().equals("/stop")) {
                awaitQuietly(done);
            }
            return ControlReply.line(200, request.path());
        }, folder, PID);
        socket.listen();
        List<SocketChannel> waiting = new ArrayList<>();
        for (int client = 0; client < 20; client++) {
            SocketChannel channel = connect();
            channel.write(ByteBuffer.wrap("POST /stop HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            waiting.add(channel);
        }

        assertThat(ask(GET)).endsWith("/status\n");
        done.countDown();
        for (SocketChannel channel : waiting) {
            assertThat(readAll(channel)).endsWith("/stop\n");
            channel.close();
        }
    }

    @Test
    void is_open_to_its_owner_only() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.path()))).isEqualTo("rw-------");
    }

    @Test
    void does_not_use_a_folder_that_others_can_enter_or_that_is_a_link() throws IOException {
        Path open = Files.createDirectory(parent.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(parent.resolve("link"), folder);

        for (Path unsafe : List.of(open, link)) {
            assertThatIOException()
                    .isThrownBy(() -> new ControlSocket(ControlSocketTest::echo, unsafe, 1).listen())
                    .withMessage(unsafe + " is not this user's alone");
        }
    }

    @Test
    void clears_away_what_dead_jvms_left_and_nothing_else() throws IOException {
        Path dead = folder.resolve("999999999.sock");
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(dead));
        }
        Path alive = folder.resolve("999999998.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(alive));
            ControlSocket second = new ControlSocket(ControlSocketTest::echo, folder, PID + 1_000_000_000);
            second.listen();

            assertThat(dead).doesNotExist();
            assertThat(alive).exists();
            assertThat(socket.path()).exists();
            second.close();
        }
    }

    @Test
    void takes_over_from_a_dead_jvm_that_had_the_same_pid() throws IOException {
        socket.close();
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket.path()));
        }
        socket = new ControlSocket(ControlSocketTest::echo, folder, PID);
        socket.listen();

        assertThat(ask(GET)).startsWith("HTTP/1.1 200 OK");
    }

    private static ControlReply echo(ControlRequest request) {
        return new ControlReply(200, ControlReply.TEXT, Map.of("X", "y"),
                request.method() + " " + request.path() + " " + request.options() + " é\n");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private String ask(String request) throws IOException {
        try (SocketChannel channel = connect()) {
            channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            return readAll(channel);
        }
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
    }

    private static String readAll(SocketChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(100_000);
        while (channel.read(buffer) >= 0) {
            assertThat(buffer.hasRemaining()).isTrue();
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }
}

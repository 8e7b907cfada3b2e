package dev.allstop.core.control;

import dev.allstop.core.AgentThread;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a UNIX socket that only this user can open, for the command line, curl and Ansible. Nothing listens on
 * the network. Where there are no such sockets the agent does without and says so; the command line attaches then.
 */
public final class ControlSocket {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);
    private static final int MOST_CONNECTIONS = 64;

    private final ControlHandler handler;
    private final Path folder;
    private final Path path;
    private final Semaphore free = new Semaphore(MOST_CONNECTIONS);
    private ServerSocketChannel server;

    ControlSocket(ControlHandler handler, Path folder, long pid) {
        this.handler = handler;
        this.folder = folder;
        path = SocketPlace.socket(folder, pid);
    }

    /**
     * Opens the socket of this JVM. Never throws: what goes wrong is logged once.
     *
     * @return null when there can be none
     */
    public static ControlSocket open(ControlHandler handler) {
        try {
            ControlSocket socket = new ControlSocket(handler,
                    SocketPlace.folder(Path.of("/"), SocketPlace.ownUid()), ProcessHandle.current().pid());
            socket.listen();
            return socket;
        } catch (IOException | RuntimeException none) {
            LOG.warn("no control socket: {}; the command line attaches instead", none.toString());
            return null;
        }
    }

    void listen() throws IOException {
        long uid = SocketPlace.ownUid();
        try {
            Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException another) {
            // of an earlier JVM; whether it is one of ours is seen next
        }
        if (!SocketPlace.isOwnOnly(folder, uid)) {
            throw new IOException(folder + " is not this user's alone");
        }
        removeStale();
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        new AgentThread(this::accept, "control").start();
    }

    /** Where it listens. */
    public Path path() {
        return path;
    }

    /** Stops listening and takes the file away; orders under way go on. */
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException left) {
            LOG.debug("the control socket is left behind", left);
        }
    }

    /** Sockets of JVMs that died; one that answers belongs to another container that shares this folder. */
    private void removeStale() throws IOException {
        List<Path> sockets;
        try (Stream<Path> files = Files.list(folder)) {
            sockets = files.filter(file -> file.getFileName().toString().endsWith(".sock")).toList();
        }
        for (Path socket : sockets) {
            if (!isAnswered(socket) && (socket.equals(path) || !isRunning(socket))) {
                Files.deleteIfExists(socket);
            }
        }
    }

    private static boolean isAnswered(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private static boolean isRunning(Path socket) {
        String name = socket.getFileName().toString();
        String pid = name.substring(0, name.length() - ".sock".length());
        return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (free.tryAcquire()) {
                    new AgentThread(() -> serve(channel), "control-request").start();
                } else {
                    channel.close();
                }
            } catch (IOException | RuntimeException broken) {
                if (server.isOpen()) {
                    LOG.error("the control socket is closed after an error", broken);
                    close();
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (Connection connection = new Connection(channel)) {
            connection.serve(handler);
        } catch (IOException gone) {
            LOG.debug("a client of the control socket went away", gone);
        } catch (RuntimeException | Error broken) {
            LOG.error("a request to the control socket failed", broken);
        } finally {
            free.release();
        }
    }
}

package dev.allstop.core.cli;

import dev.allstop.core.control.SocketPlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What can be told of processes from outside, before anybody talks to them. */
final class JvmProcess {

    private static final Path PROC = Path.of("/proc");
    private static final long SIGQUIT_CAUGHT = 1L << 2;

    private JvmProcess() {
    }

    /** Processes that may be asked: this user's, or everybody's for root; in the order of their pids. */
    static List<Long> all() {
        List<Long> pids = new ArrayList<>();
        ProcessHandle.allProcesses().map(ProcessHandle::pid).sorted().forEach(pids::add);
        return pids;
    }

    /**
     * The control socket of a process, reached through its own root so that containers and private temporary folders
     * make no difference.
     */
    static Optional<Path> socket(long pid) {
        try {
            Path process = PROC.resolve(Long.toString(pid));
            if (!Files.isDirectory(PROC.resolve("self"))) {
                return existing(SocketPlace.folder(Path.of("/"), SocketPlace.ownUid()), SocketPlace.ownUid(), pid);
            }
            long uid = SocketPlace.uid(process);
            // Not only where the root is another one: with the same root, /tmp may be private, as systemd makes it.
            return existing(SocketPlace.folder(process.resolve("root"), uid), uid, pidAsItSeesItself(process, pid));
        } catch (IOException | RuntimeException notOurs) {
            return Optional.empty();
        }
    }

    private static Optional<Path> existing(Path folder, long uid, long pid) throws IOException {
        Path socket = SocketPlace.socket(folder, pid);
        return Files.exists(socket) && SocketPlace.isOwnOnly(folder, uid) ? Optional.of(socket) : Optional.empty();
    }

    private static long pidAsItSeesItself(Path process, long pid) throws IOException {
        for (String line : Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1)) {
            if (line.startsWith("NSpid:")) {
                String[] numbers = line.substring("NSpid:".length()).trim().split("\\s+");
                return Long.parseLong(numbers[numbers.length - 1]);
            }
        }
        return pid;
    }

    /** Whether it is safe to attach: a JVM catches the signal that attaching sends, and ends a process that does not. */
    static boolean isJvm(long pid) {
        Path status = PROC.resolve(Long.toString(pid)).resolve("status");
        if (!Files.exists(PROC.resolve("self"))) {
            return ProcessHandle.of(pid).flatMap(process -> process.info().command())
                    .filter(command -> command.contains("java")).isPresent();
        }
        try {
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("SigCgt:")) {
                    long caught = Long.parseUnsignedLong(line.substring("SigCgt:".length()).trim(), 16);
                    return (caught & SIGQUIT_CAUGHT) != 0 && mapsJvm(pid);
                }
            }
        } catch (IOException | NumberFormatException gone) {
            return false;
        }
        return false;
    }

    private static boolean mapsJvm(long pid) throws IOException {
        return Files.readString(PROC.resolve(Long.toString(pid)).resolve("maps"), StandardCharsets.ISO_8859_1)
                .contains("libjvm");
    }

    /**
     * Whether a process may have the agent in it: it has a file open that is the agent's jar, as the agent's class loader
     * does, and is not itself a command line like this one.
     */
    static boolean mayHaveAgent(long pid, Path jar) {
        return hasOpen(pid, jar) && !isProgram(pid, jar) && isJvm(pid);
    }

    private static boolean isProgram(long pid, Path jar) {
        try {
            String command = Files.readString(PROC.resolve(Long.toString(pid)).resolve("cmdline"),
                    StandardCharsets.ISO_8859_1);
            int start = command.indexOf("\0-jar\0");
            return start >= 0 && Path.of(command.substring(start + "\0-jar\0".length()).split("\0", 2)[0])
                    .endsWith(jar.getFileName());
        } catch (IOException | RuntimeException notOurs) {
            return true;
        }
    }

    private static boolean hasOpen(long pid, Path jar) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(PROC.resolve(Long.toString(pid)).resolve("fd"))) {
            for (Path file : files) {
                if (Files.exists(file) && Files.isSameFile(file, jar)
                        || Files.readSymbolicLink(file).endsWith(jar.getFileName())) {
                    return true;
                }
            }
        } catch (IOException | RuntimeException notOurs) {
            return false;
        }
        return false;
    }
}

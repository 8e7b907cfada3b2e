package dev.allstop.core.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Where control sockets are: {@code /tmp/.allstop-<uid>/<pid>.sock}. Always {@code /tmp}, whatever
 * {@code java.io.tmpdir} says, because that is where somebody who knows only the pid can look, also from another
 * container through {@code /proc/<pid>/root}. A folder per user, because {@code /tmp} is everybody's.
 */
public final class SocketPlace {

    private static final String TMP = "/tmp";
    private static final String SUFFIX = ".sock";

    private SocketPlace() {
    }

    /** The user's folder below a root, which is {@code /} or {@code /proc/<pid>/root}. */
    public static Path folder(Path root, long uid) {
        return root.resolve(TMP.substring(1)).resolve(".allstop-" + uid);
    }

    /** The socket of a JVM, by its pid as it sees that itself. */
    public static Path socket(Path folder, long pid) {
        return folder.resolve(pid + SUFFIX);
    }

    /** The number of the user this JVM runs as. */
    public static long ownUid() throws IOException {
        Path self = Path.of("/proc/self");
        return uid(Files.exists(self) ? self.toRealPath() : Path.of(System.getProperty("user.home")));
    }

    /** The number of the user that a file belongs to. */
    public static long uid(Path path) throws IOException {
        return ((Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    /** Whether a folder may be trusted: a real one, of that user, closed to everybody else. */
    public static boolean isOwnOnly(Path folder, long uid) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Set<PosixFilePermission> own = PosixFilePermissions.fromString("rwx------");
        return attributes.isDirectory() && own.containsAll(attributes.permissions()) && uid(folder) == uid;
    }
}

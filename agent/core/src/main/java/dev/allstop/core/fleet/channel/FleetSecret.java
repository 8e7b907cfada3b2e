package dev.allstop.core.fleet.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The file whose content makes a JVM a member of its fleet: at least 32 characters that nobody can guess, the same on
 * every node, readable by nobody but its owner. Fleets of different names that share a file still have different keys.
 */
public final class FleetSecret {

    /** Authenticated encryption that {@code SYM_ENCRYPT} of JGroups 5.5.7 can do: it passes an IV, GCM would not take it. */
    static final String ALGORITHM = "ChaCha20-Poly1305";

    private static final int FEWEST_CHARACTERS = 32;
    private static final int MOST_BYTES = 4096;
    private static final int ROUNDS = 600_000;
    private static final int KEY_BITS = 256;

    private FleetSecret() {
    }

    /**
     * Refuses a file that is no secret.
     *
     * @throws IllegalArgumentException with what is wrong and what to do, as the rest of a sentence about the file
     */
    public static void check(Path file) {
        try {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new IllegalArgumentException("is not a file that this user may read");
            }
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
                if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE).containsAll(permissions)) {
                    throw new IllegalArgumentException("can be read or run by others than its owner: chmod 600 " + file);
                }
            }
            if (Files.size(file) > MOST_BYTES || content(file).length() < FEWEST_CHARACTERS) {
                throw new IllegalArgumentException("must hold " + FEWEST_CHARACTERS + " to " + MOST_BYTES
                        + " characters that nobody can guess: openssl rand -hex 32 > " + file);
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot be read: " + unreadable);
        }
    }

    /**
     * The key that follows from the file, for one fleet. What looks like 32 random bytes in hexadecimal is used as it is;
     * of anything else, which may be a sentence, a key is made that takes long to guess (some 300 ms).
     */
    static SecretKey key(Path file, String cluster) throws IOException, GeneralSecurityException {
        try {
            check(file);
        } catch (IllegalArgumentException unfit) {
            throw new IOException("secret " + file + " " + unfit.getMessage(), unfit);
        }
        String content = content(file);
        byte[] purpose = ("allstop 1 " + cluster).getBytes(StandardCharsets.UTF_8);
        byte[] key;
        if (content.matches("[0-9a-fA-F]{64}")) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(content), "HmacSHA256"));
            key = mac.doFinal(purpose);
        } else {
            key = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(content.toCharArray(), purpose, ROUNDS, KEY_BITS)).getEncoded();
        }
        return new SecretKeySpec(key, ALGORITHM);
    }

    /** Editors end files with a line feed; it is not part of the secret. */
    private static String content(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).strip();
    }
}

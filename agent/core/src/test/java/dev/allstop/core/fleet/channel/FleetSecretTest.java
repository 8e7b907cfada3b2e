package dev.allstop.core.fleet.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSecretTest {

    private static final String RANDOM = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

    @TempDir
    private Path folder;

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("secret-" + content.hashCode() + permissions), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw------x", "rw--w----", "rwx------"})
    void aFileThatOthersMayReadIsRefusedWithTheCommandThatHelps(String permissions) throws IOException {
        Path file = file(RANDOM, permissions);

        assertThatThrownBy(() -> FleetSecret.check(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("chmod 600 " + file);
    }

    @Test
    void aShortSecretIsRefusedWithTheCommandThatMakesAGoodOne() throws IOException {
        Path file = file("letmein", "rw-------");

        assertThatThrownBy(() -> FleetSecret.check(file)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl rand -hex 32");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> FleetSecret.check(folder.resolve("none"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FleetSecret.check(folder)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyNodeMakesTheSameKeyHoweverItsEditorEndsTheFile() throws Exception {
        for (String content : new String[]{RANDOM, "a sentence that is at least thirty-two characters long"}) {
            SecretKey key = FleetSecret.key(file(content, "rw-------"), "orders");

            assertThat(key.getEncoded()).hasSize(32);
            assertThat(FleetSecret.key(file(content + "\n", "r--------"), "orders")).isEqualTo(key);
            assertThat(FleetSecret.key(file(content, "rw-------"), "mails")).isNotEqualTo(key);
        }
        assertThat(FleetSecret.key(file(RANDOM, "rw-------"), "orders"))
                .isNotEqualTo(FleetSecret.key(file(RANDOM.replace('0', '1'), "rw-------"), "orders"));
    }
}

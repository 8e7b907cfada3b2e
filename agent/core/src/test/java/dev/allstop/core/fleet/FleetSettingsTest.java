package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetSettingsTest {

    private static FleetSettings settings(String cluster, String node, String bind, Optional<Path> secret) {
        return new FleetSettings(cluster, node, Map.of(), "local", bind, secret, Optional.empty(), UUID.randomUUID(), Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.5", "0.0.0.0", "eth0", "site_local", "GLOBAL", "example.org", "127.0.0.1,10.0.0.5", "::",
            "127.0.0.1.example.org"})
    void withoutASecretTheNetworkIsRefusedWithWhatToWrite(String bind) {
        assertThatThrownBy(() -> settings("orders", "web-1", bind, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("add secret=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "loopback", "localhost", "lo", "127.0.0.1", "127.1.2.3", "::1", "[::1]"})
    void theLoopbackNeedsNone(String bind) {
        assertThat(settings("orders", "web-1", bind, Optional.empty()).loopbackOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "x;y", "a\nb"})
    void aClusterThatIsNoNameIsRefused(String cluster) {
        assertThatThrownBy(() -> settings(cluster, "web-1", "loopback", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a\nb", "a=b"})
    void aNodeNameThatNoSelectorCouldNameIsRefused(String node) {
        assertThatThrownBy(() -> settings("orders", node, "loopback", Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("node");
    }
}

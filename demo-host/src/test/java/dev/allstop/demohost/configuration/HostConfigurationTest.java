package dev.allstop.demohost.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostConfigurationTest {

    @Test
    void whatIsNotSetHasADefault() {
        assertThat(HostConfiguration.from(complete())).isEqualTo(
                new HostConfiguration("jdbc:postgresql://127.0.0.1/demo", "node-1", "1.0", 4, 1.0, 40, Duration.ofSeconds(3)));
    }

    @Test
    void everyValueCanBeSet() {
        Properties properties = complete();
        properties.setProperty("demo.threads", "2");
        properties.setProperty("demo.speed", "10");
        properties.setProperty("demo.backlog", "7");
        properties.setProperty("demo.graceSeconds", "30");

        assertThat(HostConfiguration.from(properties)).isEqualTo(
                new HostConfiguration("jdbc:postgresql://127.0.0.1/demo", "node-1", "1.0", 2, 10.0, 7, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo.jdbcUrl", "demo.node", "demo.release"})
    void aMissingRequiredValueIsNamed(String key) {
        Properties properties = complete();
        properties.remove(key);

        assertThatThrownBy(() -> HostConfiguration.from(properties))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-D" + key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", "0", "-1", "NaN", "1e30"})
    void anUnreadableNumberIsRefusedWithAGoodOne(String threads) {
        Properties properties = complete();
        properties.setProperty("demo.threads", threads);

        assertThatThrownBy(() -> HostConfiguration.from(properties))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("-Ddemo.threads=" + threads + " is not a number above 0: write for example 4");
    }

    private static Properties complete() {
        Properties properties = new Properties();
        properties.setProperty("demo.jdbcUrl", "jdbc:postgresql://127.0.0.1/demo");
        properties.setProperty("demo.node", "node-1");
        properties.setProperty("demo.release", "1.0");
        return properties;
    }
}

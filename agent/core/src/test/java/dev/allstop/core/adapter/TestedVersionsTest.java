package dev.allstop.core.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestedVersionsTest {

    private static final TestedVersions QUARTZ = TestedVersions.of("quartz", "2.3.2", "2.5.");

    @ParameterizedTest
    @CsvSource({"2.3.2, quartz 2.3.2", "2.3.20, quartz 2.3.20 (untested)", "2.5.0, quartz 2.5.0",
            "2.50.0, quartz 2.50.0 (untested)", "unknown, quartz unknown (untested)"})
    void aVersionThatTheSuiteDoesNotRunIsMarked(String version, String shown) {
        assertThat(QUARTZ.library(version)).isEqualTo(shown);
    }
}

package dev.allstop.demohost.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FleetReportTest {

    @Test
    void acknowledgementsAreInstantsAfterTheOrderAndASilentNodeHasNone() {
        FleetReport report = FleetReport.parse("""
                {"verdict": "INCOMPLETE", "hold": {"id": "h1", "issuedAt": "2026-01-01T00:00:00Z"},
                 "counts": {"nodes": 3, "servers": 9, "drained": 6, "startedAfterAck": 0},
                 "nodes": [{"name": "node-1", "ackMs": 12}, {"name": "node-2", "ackMs": 345}, {"name": "node-3", "ackMs": null}]}""");

        assertThat(report).isEqualTo(new FleetReport("INCOMPLETE", Instant.parse("2026-01-01T00:00:00Z"),
                Map.of("node-1", Instant.parse("2026-01-01T00:00:00.012Z"), "node-2", Instant.parse("2026-01-01T00:00:00.345Z")),
                9, 6, 0));
        assertThat(report.lastAcknowledgement()).isEqualTo(Instant.parse("2026-01-01T00:00:00.345Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "STOPPED 9/9 servers", "{\"verdict\": \"RESUMED\"}",
            "{\"verdict\": \"STOPPED\", \"hold\": {\"issuedAt\": \"yesterday\"}}"})
    void whatIsNoReportOfAStopIsRefused(String text) {
        assertThatThrownBy(() -> FleetReport.parse(text))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("not the report of a stop");
    }
}

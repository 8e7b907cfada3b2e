package dev.allstop.demohost.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeartbeatCountTest {

    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final HeartbeatCount count = new HeartbeatCount(Map.of("quartz node-1", start, "jobrunr node-1", start));

    @Test
    void theSlowestServerCounts() {
        count.look(Map.of("quartz node-1", start.plusSeconds(2), "jobrunr node-1", start));
        count.look(Map.of("quartz node-1", start.plusSeconds(4), "jobrunr node-1", start.plusSeconds(5)));

        assertThat(count.fewest()).isEqualTo(1);
        assertThat(count.servers()).isEqualTo(2);
    }

    @Test
    void lookingTwiceAtTheSameBeatCountsOnce() {
        Map<String, Instant> beat = Map.of("quartz node-1", start.plusSeconds(2), "jobrunr node-1", start.plusSeconds(2));

        count.look(beat);
        count.look(beat);

        assertThat(count.fewest()).isEqualTo(1);
    }

    @Test
    void aServerThatVanishedBeatsNoMore() {
        count.look(Map.of("quartz node-1", start.plusSeconds(2)));

        assertThat(count.fewest()).isZero();
    }

    @Test
    void withoutServersThereIsNoBeat() {
        assertThat(new HeartbeatCount(Map.of()).fewest()).isZero();
    }
}

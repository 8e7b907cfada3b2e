package dev.allstop.core.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.core.report.TrailEntry;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.slf4j.event.EventRecordingLogger;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.SubstituteLogger;

/** Who ordered what, from where, why, when, and what came of it. */
class OrderTrailTest {

    private final Queue<SubstituteLoggingEvent> logged = new ConcurrentLinkedQueue<>();
    private final OrderTrail trail = new OrderTrail(new EventRecordingLogger(new SubstituteLogger("audit", logged, false), logged));

    private List<String> lines() {
        return logged.stream().map(event -> MessageFormatter.arrayFormat(event.getMessage(), event.getArgumentArray())
                .getMessage()).toList();
    }

    private static TrailEntry stop(String holdId, String outcome) {
        return new TrailEntry("stop", holdId, "ann", "web-1", "deploy 42", "kind=quartz", Instant.EPOCH, outcome);
    }

    @Test
    void keepsTheLastHundredOldestFirst() {
        for (int order = 1; order <= 250; order++) {
            trail.record(stop("hold-" + order, "STOPPED"));
        }

        assertThat(trail.entries()).hasSize(100);
        assertThat(trail.entries().get(0).holdId()).isEqualTo("hold-151");
        assertThat(trail.entries().get(99).holdId()).isEqualTo("hold-250");
    }

    @Test
    void theOutcomeTakesThePlaceOfItsOrder() {
        trail.record(stop("h1", ""));
        trail.record(stop("h2", ""));
        trail.record(stop("h1", "STOPPED 3/3 servers on 2/2 nodes in 3.8s"));

        assertThat(trail.entries()).extracting(TrailEntry::holdId).containsExactly("h2", "h1");
        assertThat(trail.entries().get(1).outcome()).startsWith("STOPPED 3/3");
    }

    @Test
    void theOrderAndItsOutcomeAreALineOfTheLogEachThatNobodyCanForge() {
        trail.record(stop("h1", ""));
        trail.record(stop("h1", "STOPPED 3/3 servers"));
        trail.record(new TrailEntry("stop", "h2", "mallory\nstop hold=h9", "web-1", "", "", Instant.EPOCH, ""));

        assertThat(lines()).hasSize(3).noneMatch(line -> line.contains("\n"));
        assertThat(lines().get(1)).isEqualTo("stop hold=h1 by=\"ann\" from=web-1 select=\"kind=quartz\" reason=\"deploy 42\" "
                + "outcome=\"STOPPED 3/3 servers\"");
    }

    @Test
    void everyListenerHearsOfEachAlthoughAnotherOneFails() {
        List<TrailEntry> heard = new CopyOnWriteArrayList<>();
        trail.listen(entry -> {
            throw new IllegalStateException("the listener is broken");
        });
        trail.listen(heard::add);

        trail.record(stop("h1", ""));
        trail.record(stop("h1", "STOPPED"));

        assertThat(heard).containsExactly(stop("h1", ""), stop("h1", "STOPPED"));
    }
}

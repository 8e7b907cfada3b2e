package dev.allstop.core.fleet;

import dev.allstop.core.hold.Hold;
import dev.allstop.core.hold.HoldEntry;
import dev.allstop.core.hold.OnDeadline;
import dev.allstop.core.hold.Selector;
import dev.allstop.core.hold.Selector.Condition;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a JVM with a {@code state} folder begins with.
 *
 * <p>A file that is there but cannot be read may have said "hold", so this JVM is held, visibly, until an operator
 * resumes it: that loses time, the other choice could lose what the hold was to protect.
 */
final class KeptHolds {

    /** Id of the hold that stands for those not known yet. */
    static final String JOINING = "joining";

    private static final Logger LOG = LoggerFactory.getLogger(KeptHolds.class);

    private KeptHolds() {
    }

    static List<HoldEntry> load(HoldFile file, FleetSettings settings) {
        long now = System.nanoTime();
        try {
            return file.load(now);
        } catch (IOException | RuntimeException unreadable) {
            String reason = "state file " + file.path() + " cannot be read: " + unreadable.getMessage();
            LOG.error("The job servers of this JVM are held, because {}; to let them run, resume the hold, which also "
                    + "replaces the file", reason);
            Selector here = new Selector(List.of(
                    new Condition(Selector.INCARNATION, false, List.of(settings.incarnation().toString()))));
            return List.of(HoldEntry.ordered(hold(HoldId.next(), here, reason, settings), now, Map.of()));
        }
    }

    /** Stands for the holds that this JVM does not know of before it has found the others. */
    static Hold whileJoining(FleetSettings settings) {
        return hold(JOINING, Selector.ALL, "looking for the fleet, which may have ordered a sticky hold", settings);
    }

    private static Hold hold(String id, Selector select, String reason, FleetSettings settings) {
        return new Hold(id, select, true, reason.length() > 200 ? reason.substring(0, 200) : reason, "allstop",
                settings.node(), Instant.now().truncatedTo(ChronoUnit.MILLIS), Duration.ZERO, Optional.empty(),
                OnDeadline.REPORT);
    }
}

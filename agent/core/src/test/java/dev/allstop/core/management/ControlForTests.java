package dev.allstop.core.management;

import dev.allstop.core.control.ControlHandler;
import dev.allstop.core.fleet.Fleet;
import java.time.Duration;

/** What an agent answers, over a fleet of the test's own. */
public final class ControlForTests {

    private ControlForTests() {
    }

    public static ControlHandler over(Fleet fleet) {
        return new Control(fleet, new NodeIdentity("orders", "web-1", "incarnation-of-web-1", "1.2.3",
                Duration.ofMinutes(10)), new Operator(new Keeper(0)), new Journal(fleet, change -> { }, () -> false));
    }
}

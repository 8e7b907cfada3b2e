package dev.allstop.it;

import static dev.allstop.it.harness.Patience.await;
import static dev.allstop.it.harness.Patience.awaitThroughout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.allstop.it.harness.FleetClient;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.time.Duration;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input gets one sentence that says what to write instead, and nothing is touched. */
class BadInputIT {

    private static HostJvm.Builder application() {
        return HostJvm.named("a").cluster(HostJvm.uniqueCluster()).subject(QuartzInMemory.class, Library.newest("quartz"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(delimiter = '|', value = {
            "clutser | orders | clutser | cluster",
            "timeout | soon | soon | 30s",
            "sigterm | drain | drain | drain:30s",
            "labels | blue | blue | version:1.4.2",
            "bind | 10.1.2.3 | 10.1.2.3 | secret"})
    void aBadOptionIsOneLineAndTheApplicationRunsWithoutAllstop(String key, String value, String named, String advice)
            throws Exception {
        try (HostJvm host = application().option(key, value).start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            subject.start(server);
            subject.enqueue(server, "job", 2, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 2);

            assertThat(host.err().lines()).singleElement().asString().startsWith("allstop: ").contains(named)
                    .contains(advice);
            assertThat(host.jmx().queryNames(new ObjectName("allstop:*"), null)).isEmpty();
        }
    }

    @Test
    void aBadCallIsRefusedWithWhatToWriteAndStopsNothing() throws Exception {
        try (HostJvm host = application().start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            subject.start(server);
            FleetClient fleet = host.fleet();
            await().until(() -> fleet.servers().size() == 1);

            // what JConsole has in the field when somebody just presses the button
            refused(fleet, "stopAllWithin", "String", "30s");
            refused(fleet, "stopAllWithin", "", "30s");
            refused(fleet, "stopAllWithin", "-5s", "30s");
            refused(fleet, "awaitDrained", "tomorrow", "30s");
            refused(fleet, "stopAllWith", "String", "timeout");
            refused(fleet, "stopAllWith", "timeout=1m;colour=blue", "colour");
            refused(fleet, "stopAllWith", "select=kind", "kind=quartz");
            refused(fleet, "stopAllWith", "select=kind=cron", "quartz");
            refused(fleet, "stopAllWith", "onDeadline=kill", "interrupt");
            refused(fleet, "stopAllWith", "expect=0", "12");
            refused(fleet, "resume", "String", "hold");

            assertThat((String[]) fleet.attribute("Holds")).isEmpty();
            subject.enqueue(server, "job", 2, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 2);
        }
    }

    private static void refused(FleetClient fleet, String operation, String argument, String advice) {
        assertThatThrownBy(() -> fleet.call(operation, argument)).as("%s(\"%s\")", operation, argument)
                .isInstanceOf(IllegalArgumentException.class)
                .extracting(Throwable::getMessage).asString().contains(advice).hasLineCount(1);
    }

    @Test
    void aStopWithNoJobServerAnywhereIsRefused() throws Exception {
        try (HostJvm host = application().start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            await().until(() -> host.fleet().servers().size() == 1);
            subject.shutdown(server);
            await().until(() -> host.fleet().servers().isEmpty());

            assertThatThrownBy(() -> host.fleet().call("stopAll")).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no job server");

            int next = subject.construct("orders", 2);
            subject.start(next);
            subject.enqueue(next, "job", 2, 10);
            await().until(() -> Ledger.of(subject).ended().size() == 2);
        }
    }

    @Test
    void aJobThatNeverEndsIsNamedAtTheDeadlineAndTheHoldStaysUntilTheResume() throws Exception {
        try (HostJvm host = application().start()) {
            SubjectMXBean subject = host.subject();
            int server = subject.construct("orders", 2);
            subject.start(server);
            FleetClient fleet = host.fleet();
            fleet.awaitJoined();
            subject.enqueue(server, "endless", 1, 600_000);
            await().until(() -> Ledger.of(subject).running().size() == 1);

            assertThatThrownBy(() -> fleet.call("stopAllWithin", "2s")).isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("NOT DRAINED within 2s: 0/1 servers stopped on 1/1 nodes, 1 job")
                    .hasMessageContaining("endless-0");

            subject.enqueue(server, "job", 2, 10);
            awaitThroughout(Duration.ofSeconds(1)).until(() -> Ledger.of(subject).of("job").started().isEmpty());
            assertThat(Ledger.of(subject).interrupted()).isEmpty();
            fleet.call("resumeAll");
            await().until(() -> Ledger.of(subject).of("job").ended().size() == 2);
        }
    }
}

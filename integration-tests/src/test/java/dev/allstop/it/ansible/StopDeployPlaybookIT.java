package dev.allstop.it.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The playbook in demo-host/ansible, run by the real Ansible against three real JVMs. */
@Execution(ExecutionMode.SAME_THREAD)
class StopDeployPlaybookIT {

    private static final String HARMED = "SELECT count(*) FROM ledger WHERE outcome <> 'done'";
    private static final String STARTED_TWICE =
            "SELECT count(*) FROM (SELECT job_id FROM ledger GROUP BY job_id HAVING count(*) > 1) twice";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @BeforeAll
    static void ansibleIsThere() {
        boolean installed = Pattern.compile(":").splitAsStream(System.getenv("PATH"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "ansible-playbook")));
        assumeTrue(installed, "ansible-playbook is not installed: apt-get install ansible-core");
    }

    @Test
    void aDeployWaitsForRunningJobsAndHarmsNone() throws Exception {
        try (DemoFleet fleet = new DemoFleet(folder, 5).start("1.0")) {
            Command.Result deploy = fleet.deploy("2.0");

            assertThat(deploy.exitCode()).as(deploy.output()).isZero();
            assertThat(deploy.output()).contains("STOPPED 9/9 servers on 3/3 nodes");
            assertThat(fleet.nodes().values()).allMatch(node -> node.endsWith(" 2.0"));
            assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE release = '1.0' AND outcome IS DISTINCT FROM 'done'")).isEqualTo("0");
            assertThat(fleet.ask(HARMED)).isEqualTo("0");
            assertThat(fleet.ask(STARTED_TWICE)).isEqualTo("0");
            assertThat(fleet.ask("SELECT (SELECT max(started_at) FROM ledger WHERE release = '1.0')"
                    + " < (SELECT min(started_at) FROM ledger WHERE release = '2.0')")).isEqualTo("t");

            Map<String, String> afterwards = fleet.nodes();
            Command.Result again = fleet.deploy("2.0");

            assertThat(again.exitCode()).as(again.output()).isZero();
            assertThat(again.output()).doesNotContain("changed:").doesNotContainPattern("changed=[1-9]");
            assertThat(fleet.nodes()).isEqualTo(afterwards);
        }
    }

    @Test
    void checkModeLooksAndTouchesNothing() throws Exception {
        try (DemoFleet fleet = new DemoFleet(folder, 5).start("1.0")) {
            Map<String, String> before = fleet.nodes();

            Command.Result check = fleet.deploy("2.0", "--check");

            assertThat(check.exitCode()).as(check.output()).isZero();
            assertThat(fleet.nodes()).isEqualTo(before);
            everyServerWorksAgain(fleet);
        }
    }

    @Test
    void aReleaseThatDoesNotStartIsTakenBackAndTheFleetWorksOn() throws Exception {
        try (DemoFleet fleet = new DemoFleet(folder, 5).start("1.0")) {
            Map<String, String> before = fleet.nodes();

            Command.Result deploy = fleet.deploy("2.0", "-e", "demo_release_broken=true");

            assertThat(deploy.exitCode()).isNotZero();
            assertThat(deploy.output())
                    .contains("Release 2.0 failed on node-1: the fleet is resumed, and the node runs 1.0 again");
            Map<String, String> after = fleet.nodes();
            assertThat(after.get("node-1")).endsWith(" 1.0").isNotEqualTo(before.get("node-1"));
            assertThat(after.get("node-2")).isEqualTo(before.get("node-2"));
            assertThat(after.get("node-3")).isEqualTo(before.get("node-3"));
            everyServerWorksAgain(fleet);
            assertThat(fleet.ask(HARMED)).isEqualTo("0");
            assertThat(fleet.ask(STARTED_TWICE)).isEqualTo("0");
        }
    }

    @Test
    void aFleetThatDoesNotComeToRestInTimeIsResumedAndNothingIsDeployed() throws Exception {
        try (DemoFleet fleet = new DemoFleet(folder, 1).start("1.0")) {
            Map<String, String> before = fleet.nodes();

            // Of three dozen jobs of up to 20 s, some run longer than this.
            Command.Result deploy = fleet.deploy("2.0", "-e", "demo_drain_seconds=1");

            assertThat(deploy.exitCode()).isNotZero();
            assertThat(deploy.output()).contains("The fleet did not come to rest, nothing was deployed").contains("NOT DRAINED");
            assertThat(fleet.nodes()).isEqualTo(before);
            everyServerWorksAgain(fleet);
            assertThat(fleet.ask(HARMED)).isEqualTo("0");
            assertThat(fleet.ask(STARTED_TWICE)).isEqualTo("0");
        }
    }

    private static void everyServerWorksAgain(DemoFleet fleet) throws SQLException {
        String now = fleet.ask("SELECT clock_timestamp()");
        await().atMost(LIMIT).until(() -> fleet.ask(
                "SELECT count(DISTINCT (node, kind)) FROM ledger WHERE started_at > '" + now + "' AND outcome = 'done'").equals("9"));
    }
}

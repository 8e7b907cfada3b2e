package dev.allstop.it.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
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
    private static Path folder;
    private static DemoFleet fleet;

    @BeforeAll
    static void threeBusyNodes() throws Exception {
        Command.needs("ansible-playbook", "ansible-core");
        // jobs of up to 10 s: of three dozen, some run longer than the second that one of the tests gives them
        fleet = new DemoFleet(folder, 2, "node-1", "node-2", "node-3").start("1.0");
    }

    @AfterAll
    static void end() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
    }

    @AfterEach
    void noJobWasHarmedOrStartedTwice() throws Exception {
        assertThat(fleet.ask(HARMED)).isEqualTo("0");
        assertThat(fleet.ask(STARTED_TWICE)).isEqualTo("0");
    }

    @Test
    void aDeployWaitsForRunningJobsAndHarmsNone() throws Exception {
        String began = fleet.ask("SELECT clock_timestamp()");
        Command.Result deploy = deploy("2.0");

        assertThat(deploy.exitCode()).as(deploy.output()).isZero();
        assertThat(deploy.output()).contains("STOPPED 9/9 servers on 3/3 nodes");
        assertThat(fleet.nodes().values()).allMatch(node -> node.endsWith(" 2.0"));
        assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE release <> '2.0' AND outcome IS DISTINCT FROM 'done'"))
                .isEqualTo("0");
        assertThat(fleet.ask("SELECT (SELECT max(started_at) FROM ledger WHERE release <> '2.0')"
                + " BETWEEN '" + began + "' AND (SELECT min(started_at) FROM ledger WHERE release = '2.0')")).isEqualTo("t");

        Map<String, String> afterwards = fleet.nodes();
        Command.Result again = deploy("2.0");

        assertThat(again.exitCode()).as(again.output()).isZero();
        assertThat(again.output()).doesNotContain("changed:").doesNotContainPattern("changed=[1-9]");
        assertThat(fleet.nodes()).isEqualTo(afterwards);
    }

    @Test
    void checkModeLooksAndTouchesNothing() throws Exception {
        Map<String, String> before = fleet.nodes();

        Command.Result check = deploy("3.0", "--check");

        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(fleet.nodes()).isEqualTo(before);
        everyServerWorksAgain();
    }

    @Test
    void aReleaseThatDoesNotStartIsTakenBackAndTheFleetWorksOn() throws Exception {
        Map<String, String> before = fleet.nodes();
        String release = before.get("node-1").split(" ")[2];

        Command.Result deploy = deploy("4.0", "-e", "demo_release_broken=true");

        assertThat(deploy.exitCode()).isNotZero();
        assertThat(deploy.output()).contains(
                "Release 4.0 failed on node-1: the fleet is resumed, and the node runs " + release + " again");
        Map<String, String> after = fleet.nodes();
        assertThat(after.get("node-1")).endsWith(" " + release).isNotEqualTo(before.get("node-1"));
        assertThat(after.get("node-2")).isEqualTo(before.get("node-2"));
        assertThat(after.get("node-3")).isEqualTo(before.get("node-3"));
        everyServerWorksAgain();
    }

    @Test
    void aFleetThatDoesNotComeToRestInTimeIsResumedAndNothingIsDeployed() throws Exception {
        everyServerWorksAgain();
        Map<String, String> before = fleet.nodes();

        Command.Result deploy = deploy("5.0", "-e", "demo_drain_seconds=1");

        assertThat(deploy.exitCode()).isNotZero();
        assertThat(deploy.output()).contains("The fleet did not come to rest, nothing was deployed").contains("NOT DRAINED");
        assertThat(fleet.nodes()).isEqualTo(before);
        everyServerWorksAgain();
    }

    private static Command.Result deploy(String release, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("-e", "demo_release=" + release));
        arguments.addAll(List.of(more));
        return fleet.play("stop-deploy.yml", arguments.toArray(String[]::new));
    }

    private static void everyServerWorksAgain() throws SQLException {
        String now = fleet.ask("SELECT clock_timestamp()");
        await().atMost(LIMIT).until(() -> fleet.ask(
                "SELECT count(DISTINCT (node, kind)) FROM ledger WHERE started_at > '" + now + "' AND outcome = 'done'").equals("9"));
    }
}

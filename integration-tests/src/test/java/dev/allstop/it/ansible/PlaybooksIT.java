package dev.allstop.it.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.allstop.it.harness.Command;
import dev.allstop.it.harness.DemoFleet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The role that gives orders, the playbooks, and the command lines of the systemd unit and the Kubernetes manifest, run for real
 * against two busy JVMs. Starting those costs more than anything, so all tests share them: each takes the fleet as it is and leaves
 * it working, except for the last one, which ends both.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Execution(ExecutionMode.SAME_THREAD)
class PlaybooksIT {

    private static final Path DEMO_HOST = Path.of("..", "demo-host").toAbsolutePath().normalize();
    private static final String HARMED = "SELECT count(*) FROM ledger WHERE outcome <> 'done'";
    private static final String STARTED_TWICE =
            "SELECT count(*) FROM (SELECT job_id FROM ledger GROUP BY job_id HAVING count(*) > 1) twice";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String BOTH = "--limit=node-1,node-2";
    private static final String WORKING = "RUNNING 6 servers on 2 nodes";
    private static final String STOPPED = "STOPPED 6/6 servers on 2/2 nodes";

    @TempDir
    private static Path folder;
    private static DemoFleet fleet;

    @BeforeAll
    static void twoBusyNodes() throws Exception {
        Command.needs("ansible-playbook", "ansible-core");
        fleet = new DemoFleet(folder, 10, "node-1", "node-2").start("1");
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
    @Order(1)
    void ordersChangeTheFleetOnceAndCheckModeNever() throws Exception {
        List<Play> looked = Play.of(succeeds(fleet.play("playbooks/fleet.yml", "-e", "allstop_action=stop", "-e",
                "allstop_pid=" + fleet.pid("node-1"), "--check")));
        assertThat(looked).singleElement().satisfies(play -> assertThat(play.changes()).isEqualTo(1));

        List<Play> stop = play(orders().then("before", status())
                .then("stop", Map.of("allstop_action", "stop", "allstop_reason", "storage"))
                .then("stop again", Map.of("allstop_action", "stop", "allstop_reason", "storage"))
                .then("await", Map.of("allstop_action", "await"))
                .then("after", status()));
        assertThat(stop).extracting(Play::changes).containsExactly(0L, 1L, 0L, 0L, 0L);
        assertThat(stop.get(0).output()).contains(WORKING);
        assertThat(stop.get(1).output()).contains(STOPPED);
        assertThat(stop.get(4).output()).contains(STOPPED);
        assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE ended_at IS NULL")).isEqualTo("0");

        List<Play> wouldResume = play(orders().then("resume", resume()), "--check");
        assertThat(wouldResume.get(0).changes()).isEqualTo(1);

        List<Play> resumed = play(orders().then("before", status()).then("resume", resume()).then("resume again", resume())
                .then("after", status()));
        assertThat(resumed).extracting(Play::changes).containsExactly(0L, 1L, 0L, 0L);
        assertThat(resumed.get(0).output()).contains(STOPPED);
        assertThat(resumed.get(3).output()).contains(WORKING);
    }

    @Test
    @Order(2)
    void aPartIsHeldOnItsOwnAndWhatIsShortOfSuccessFailsInTheAgentsWords() throws Exception {
        Map<String, Object> part = Map.of("allstop_action", "quiet", "allstop_select", "kind=quartz&node=node-1");
        Map<String, Object> partAgain = Map.of("allstop_action", "resume", "allstop_select", "kind=quartz&node=node-1");
        Map<String, Object> nobody = Map.of("allstop_action", "stop", "allstop_pid", ProcessHandle.current().pid());
        Map<String, Object> nobodyNeeded = Map.of("allstop_action", "stop", "allstop_pid", ProcessHandle.current().pid(),
                "allstop_ignore_absent", true);

        List<Play> plays = play(orders().then("part", part).then("part again", part).then("held", status())
                .then("resume the part", partAgain)
                .then("missing", Map.of("allstop_action", "stop", "allstop_expect", "node-1,node-2,node-9"))
                .then("resume", resume())
                .then("nobody", nobody).then("nobody needed", nobodyNeeded)
                .then("after", status()));

        assertThat(plays.get(0).changes()).isEqualTo(1);
        assertThat(plays.get(1).changes()).isZero();
        assertThat(plays.get(2).output()).contains("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(plays.get(3).changes()).isEqualTo(1);
        assertThat(plays.get(4).output()).contains("failed: INCOMPLETE").contains("exit code 4");
        assertThat(plays.get(5).changes()).isEqualTo(1);
        assertThat(plays.get(6).output()).contains("failed: ").contains("has no agent, or no job server yet").contains("exit code 7");
        assertThat(plays.get(7).output()).doesNotContain("failed: ");
        assertThat(plays.get(7).changes()).isZero();
        assertThat(plays.get(8).output()).contains(WORKING);
    }

    @Test
    @Order(3)
    void theDrainOfTheSystemdUnitStopsOneJvmOnly() throws Exception {
        String line = Files.readAllLines(DEMO_HOST.resolve("systemd").resolve("demo-host.service.d").resolve("allstop.conf")).stream()
                .filter(text -> text.startsWith("ExecStop=-")).findFirst().orElseThrow().substring("ExecStop=-".length());

        // a shell splits this line as systemd does, and the variables have the same form
        drainsNodeOneOnly(Command.run(folder, "/bin/sh", "-c", "MAINPID=" + fleet.pid("node-1") + "; JAVA_TOOL_OPTIONS=-javaagent:"
                + fleet.agent() + "=cluster=demo; export JAVA_TOOL_OPTIONS; exec " + here(line)));
    }

    @Test
    @Order(4)
    void thePreStopOfTheKubernetesManifestDrainsItsJvm() throws Exception {
        JsonNode pod = manifest().at("/spec/template/spec");
        JsonNode preStop = pod.at("/containers/0/lifecycle/preStop/exec/command");
        List<String> command = new ArrayList<>(List.of("/usr/bin/env", "JAVA_TOOL_OPTIONS=-javaagent:" + fleet.agent()));
        preStop.forEach(word -> command.add(here(word.asText())));
        // in a container its JVM is the only one
        command.addAll(List.of("--pid", fleet.pid("node-1")));

        drainsNodeOneOnly(Command.run(folder, command));
        assertThat(pod.path("terminationGracePeriodSeconds").asInt()).isGreaterThan(60);
    }

    @Test
    @Order(5)
    void checkModeOfAnyPlaybookLooksAndTouchesNothing() throws Exception {
        Map<String, String> before = fleet.nodes();

        List<Play> plays = Play.of(succeeds(fleet.play("playbooks/stop-the-world.yml", "playbooks/rolling.yml",
                "playbooks/stop-deploy.yml", "playbooks/blue-green.yml", "-e", "demo_release=" + next(), "--check")));

        for (String changing : List.of("Stop and migrate", "Deploy on all nodes at once", "Deploy node by node", "Stop the fleet",
                "Deploy", "Stop the old color", "Start the new color", "End the old color")) {
            assertThat(plays).as(changing).anyMatch(play -> play.name().equals(changing) && play.changes() > 0);
        }
        assertThat(fleet.nodes()).isEqualTo(before);
        theFleetWorks();
    }

    @Test
    @Order(6)
    void aMigrationThatFailsLeavesTheFleetWorkingAsItWas() throws Exception {
        Map<String, String> before = fleet.nodes();

        Command.Result failed = fleet.play("playbooks/stop-the-world.yml", BOTH, "-e", "demo_release=" + next(), "-e",
                "{\"demo_migration\": [\"false\"]}");

        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.output()).contains(STOPPED).contains("The fleet works on with what it had, nothing was deployed");
        assertThat(fleet.nodes()).isEqualTo(before);
        theFleetWorks();
    }

    @Test
    @Order(7)
    void aMigrationMeetsNoRunningJob() throws Exception {
        String release = next();
        String migration = "{\"demo_migration\": [\"" + Path.of(System.getProperty("java.home"), "bin", "java") + "\", \"-cp\", \""
                + System.getProperty("java.class.path") + "\", \"" + Migration.class.getName() + "\", \"" + fleet.jdbcUrl() + "\"]}";

        deploys("stop-the-world.yml", release, "-e", migration);

        assertThat(fleet.ask("SELECT running FROM migration")).isEqualTo("0");
        assertThat(fleet.ask("SELECT (SELECT max(started_at) FROM ledger WHERE release < '" + release + "') < (SELECT at FROM migration)"
                + " AND (SELECT at FROM migration) < (SELECT min(started_at) FROM ledger WHERE release = '" + release + "')"))
                .isEqualTo("t");
    }

    @Test
    @Order(8)
    void aRollingDeployDrainsOneJvmAfterTheOther() throws Exception {
        String release = next();
        String previous = release();

        deploys("rolling.yml", release);

        assertThat(fleet.ask("SELECT (SELECT min(started_at) FROM ledger WHERE node = 'node-1' AND release = '" + release + "')"
                + " < (SELECT max(ended_at) FROM ledger WHERE node = 'node-2' AND release = '" + previous + "')"))
                .as("node-2 worked on").isEqualTo("t");
    }

    @Test
    @Order(9)
    void aFleetThatDoesNotComeToRestInTimeIsResumedAndNothingIsDeployed() throws Exception {
        Map<String, String> before = fleet.nodes();
        String release = next();

        Command.Result deploy = fleet.whileNoJobCanEnd(() -> fleet.play("playbooks/stop-deploy.yml", BOTH, "-e",
                "demo_release=" + release, "-e", "demo_drain_seconds=1"));

        assertThat(deploy.exitCode()).isNotZero();
        assertThat(deploy.output()).contains("The fleet did not come to rest, nothing was deployed").contains("NOT DRAINED");
        assertThat(fleet.nodes()).isEqualTo(before);
        theFleetWorks();
    }

    @Test
    @Order(10)
    void aReleaseThatDoesNotStartIsTakenBackAndTheFleetWorksOn() throws Exception {
        Map<String, String> before = fleet.nodes();
        String previous = release();
        String broken = next();

        Command.Result deploy = fleet.play("playbooks/stop-deploy.yml", BOTH, "-e", "demo_release=" + broken, "-e",
                "demo_release_broken=true");

        assertThat(deploy.exitCode()).isNotZero();
        assertThat(deploy.output()).contains(
                "Release " + broken + " failed on node-1: the fleet is resumed, and the node runs " + previous + " again");
        Map<String, String> after = fleet.nodes();
        assertThat(after.get("node-1")).endsWith(" " + previous).isNotEqualTo(before.get("node-1"));
        assertThat(after.get("node-2")).isEqualTo(before.get("node-2"));
        theFleetWorks();
    }

    @Test
    @Order(11)
    void aDeployByJmxtermWaitsForRunningJobs() throws Exception {
        String release = next();

        Command.Result deployed = deploys("stop-deploy.yml", release);

        assertThat(deployed.output()).contains(STOPPED);
        assertThat(fleet.ask("SELECT (SELECT max(ended_at) FROM ledger WHERE release < '" + release + "')"
                + " < (SELECT min(started_at) FROM ledger WHERE release = '" + release + "')")).isEqualTo("t");
    }

    @Test
    @Order(12)
    void aSecondRunOfAPlaybookChangesNothing() throws Exception {
        Map<String, String> before = fleet.nodes();

        List<Play> plays = Play.of(succeeds(fleet.play("playbooks/stop-the-world.yml", "playbooks/rolling.yml",
                "playbooks/stop-deploy.yml", BOTH, "-e", "demo_release=" + release())));

        assertThat(plays).allMatch(play -> play.changes() == 0);
        assertThat(fleet.nodes()).isEqualTo(before);
        theFleetWorks();
    }

    @Test
    @Order(13)
    void theOldColorWorksOnWhenTheNewOneFailsAndEndsWhenItWorks() throws Exception {
        Map<String, String> before = fleet.nodes();
        String previous = release();
        String release = next();
        String[] arguments = {"playbooks/blue-green.yml", "-e", "demo_release=" + release};

        Command.Result failed = fleet.play(with(arguments, "-e", "demo_release_broken=true"));
        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.output()).contains(STOPPED).contains("Release " + release + " failed on node-3, blue works on");
        assertThat(fleet.nodes()).isEqualTo(before);
        theFleetWorks();

        succeeds(fleet.play(arguments));
        Map<String, String> after = fleet.nodes();
        assertThat(after.get("node-3")).endsWith(" " + release);
        assertThat(List.of(after.get("node-1"), after.get("node-2"))).containsOnly("not running");
        assertThat(fleet.ask("SELECT (SELECT max(ended_at) FROM ledger WHERE release = '" + previous + "')"
                + " < (SELECT min(started_at) FROM ledger WHERE release = '" + release + "')")).as("never at the same time").isEqualTo("t");

        assertThat(Play.of(succeeds(fleet.play(arguments)))).allMatch(play -> play.changes() == 0);
        assertThat(fleet.nodes()).isEqualTo(after);
    }

    private static Command.Result deploys(String playbook, String release, String... more) throws Exception {
        Command.Result deployed = succeeds(fleet.play(with(new String[] {"playbooks/" + playbook, BOTH, "-e",
            "demo_release=" + release}, more)));
        Map<String, String> after = fleet.nodes();
        assertThat(List.of(after.get("node-1"), after.get("node-2"))).allMatch(node -> node.endsWith(" " + release));
        theFleetWorks();
        return deployed;
    }

    private static void drainsNodeOneOnly(Command.Result drain) throws Exception {
        assertThat(drain.exitCode()).as(drain.output()).isZero();
        assertThat(drain.output()).contains("STOPPED 3/3 servers on 1/1 nodes");
        assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE node = 'node-1' AND ended_at IS NULL")).isEqualTo("0");
        awaitWorkOf("node-2");
        assertThat(fleet.allstop("resume", "--local", "--pid", fleet.pid("node-1")).exitCode()).isZero();
    }

    private static void theFleetWorks() throws Exception {
        awaitWorkOf("node-1");
        awaitWorkOf("node-2");
        await("no hold on either").atMost(LIMIT).untilAsserted(() ->
                assertThat(fleet.allstop("status", "--pid", fleet.pid("node-1")).output()).contains(WORKING));
    }

    private static void awaitWorkOf(String node) throws SQLException {
        String now = fleet.ask("SELECT clock_timestamp()");
        await(node + " works").atMost(LIMIT).until(() -> !fleet.ask("SELECT count(*) FROM ledger WHERE node = '" + node
                + "' AND started_at > '" + now + "'").equals("0"));
    }

    /** What runs on node-1. */
    private static String release() throws Exception {
        return fleet.nodes().get("node-1").split(" ")[2];
    }

    /** One digit, so that the database compares releases as people do. */
    private static String next() throws Exception {
        return String.valueOf(Integer.parseInt(release()) + 1);
    }

    private static RolePlaybook orders() throws Exception {
        return new RolePlaybook("allstop.allstop.fleet", Map.of("allstop_pid", fleet.pid("node-1"), "allstop_poll", 1));
    }

    private static Map<String, Object> status() {
        return Map.of("allstop_action", "status");
    }

    private static Map<String, Object> resume() {
        return Map.of("allstop_action", "resume");
    }

    private static List<Play> play(RolePlaybook playbook, String... more) throws Exception {
        return Play.of(succeeds(fleet.play(with(new String[] {playbook.write(folder).toString()}, more))));
    }

    private static Command.Result succeeds(Command.Result run) {
        assertThat(run.exitCode()).as(run.output()).isZero();
        return run;
    }

    private static String[] with(String[] first, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(first));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    /** As it would be on a machine where the jar and java are at the places of the example. */
    private static String here(String text) {
        return text.replaceAll("/opt/allstop/allstop\\.jar|/allstop/allstop\\.jar", fleet.agent())
                .replaceAll("^java$|/usr/bin/java", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    private static JsonNode manifest() throws Exception {
        // PyYAML is there where Ansible is
        Command.Result json = Command.run(DEMO_HOST.resolve("kubernetes"), "python3", "-c",
                "import json, yaml; print(json.dumps(yaml.safe_load(open('demo-host.yaml'))))");
        assertThat(json.exitCode()).as(json.output()).isZero();
        return new ObjectMapper().readTree(json.output());
    }
}

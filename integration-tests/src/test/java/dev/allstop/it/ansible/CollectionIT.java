package dev.allstop.it.ansible;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The collection allstop.allstop, its playbooks, and the command lines of the systemd unit and the Kubernetes manifest, run for
 * real against two JVMs that all tests share. In this order, since the deploys replace them; each test leaves the fleet running.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CollectionIT {

    private static final Path DEMO_HOST = Path.of("..", "demo-host").toAbsolutePath().normalize();
    private static final String HARMED = "SELECT count(*) FROM ledger WHERE outcome <> 'done'";
    private static final String STARTED_TWICE =
            "SELECT count(*) FROM (SELECT job_id FROM ledger GROUP BY job_id HAVING count(*) > 1) twice";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TWO_NODES = "--limit=node-1,node-2";

    @TempDir
    private static Path folder;
    private static DemoFleet fleet;

    @BeforeAll
    static void twoBusyNodes() throws Exception {
        Command.needs("ansible-playbook", "ansible-core");
        fleet = new DemoFleet(folder, 10, "node-1", "node-2").start("1.0");
    }

    @AfterAll
    static void end() throws Exception {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    @Order(1)
    void ansibleLintFindsNothingByItsStrictestProfile() throws Exception {
        Command.needs("ansible-lint", "ansible-lint");

        Command.Result lint = Command.run(DEMO_HOST, "ansible-lint", "--nocolor", "--offline", "--profile", "production", "ansible");

        assertThat(lint.exitCode()).as(lint.output()).isZero();
    }

    @Test
    @Order(2)
    void theAgentIsInstalledOnceAndCheckModeInstallsNothing() throws Exception {
        Path jar = folder.resolve("opt").resolve("allstop.jar");
        Path units = folder.resolve("units");
        String[] install = {TWO_NODES.replace(",node-2", ""), "-e", "allstop_jar_source=" + fleet.agent(), "-e",
            "allstop_jar=" + jar, "-e", "allstop_java=/usr/bin/java", "-e", "allstop_unit=demo-host.service", "-e", "allstop_unit_directory=" + units, "-e",
            "allstop_reload=false", "-e", "{\"allstop_options\": {\"cluster\": \"demo\", \"labels\": \"version:1.4.2;color:blue\"}}"};

        assertThat(changes(fleet.play("install.yml", with(install, "--check")))).isPositive();
        assertThat(jar).doesNotExist();
        assertThat(units).doesNotExist();

        assertThat(changes(fleet.play("install.yml", install))).isPositive();
        assertThat(jar).hasSameBinaryContentAs(Path.of(fleet.agent()));
        assertThat(Files.readString(dropIn(units)).replace(jar.toString(), "/opt/allstop/allstop.jar"))
                .as("the example in demo-host/systemd").isEqualTo(Files.readString(dropIn(DEMO_HOST.resolve("systemd"))));

        assertThat(changes(fleet.play("install.yml", install))).isZero();

        Command.Result wrong = fleet.play("install.yml", with(install, "-e", "allstop_jar_checksum=sha256:" + "0".repeat(64)));
        assertThat(wrong.exitCode()).isNotZero();
        assertThat(wrong.output()).contains("not sha256:000");
    }

    @Test
    @Order(3)
    void systemdUnderstandsTheUnit() throws Exception {
        Command.needs("systemd-analyze", "systemd");
        Path unit = Files.createDirectories(folder.resolve("verify")).resolve("demo-host.service");
        Files.copy(DEMO_HOST.resolve("systemd").resolve("demo-host.service"), unit);
        Files.createDirectories(unit.resolveSibling("demo-host.service.d"));
        Files.copy(dropIn(DEMO_HOST.resolve("systemd")), dropIn(unit.getParent()));

        Command.Result verified = Command.run(folder, "systemd-analyze", "verify", "--man=no", unit.toString());

        assertThat(verified.output()).doesNotContain("allstop.conf");
        assertThat(verified.exitCode()).as(verified.output()).isZero();
    }

    @Test
    @Order(4)
    void ordersChangeTheFleetOnceAndCheckModeNever() throws Exception {
        String[] stop = order("stop", "-e", "allstop_reason=storage");

        assertThat(changes(fleet.play("fleet.yml", with(stop, "--check")))).isEqualTo(1);
        assertThat(status()).startsWith("RUNNING 6 servers on 2 nodes");

        assertThat(changes(fleet.play("fleet.yml", stop))).isEqualTo(1);
        assertThat(status()).startsWith("STOPPED 6/6 servers on 2/2 nodes");
        assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE ended_at IS NULL")).isEqualTo("0");

        assertThat(changes(fleet.play("fleet.yml", stop))).isZero();
        assertThat(changes(fleet.play("fleet.yml", order("await")))).isZero();
        assertThat(changes(fleet.play("fleet.yml", with(order("resume"), "--check")))).isEqualTo(1);
        assertThat(status()).startsWith("STOPPED 6/6 servers on 2/2 nodes");

        assertThat(changes(fleet.play("fleet.yml", order("resume")))).isEqualTo(1);
        assertThat(status()).startsWith("RUNNING 6 servers on 2 nodes");
        assertThat(changes(fleet.play("fleet.yml", order("resume")))).isZero();
    }

    @Test
    @Order(5)
    void anOrderForAPartIsHeldAndResumedOnItsOwn() throws Exception {
        String part = "allstop_select=kind=quartz&node=node-1";
        assertThat(changes(fleet.play("fleet.yml", order("quiet", "-e", part)))).isEqualTo(1);
        assertThat(changes(fleet.play("fleet.yml", order("quiet", "-e", part)))).isZero();
        assertThat(status()).startsWith("STOPPED 1/1 servers on 1/1 nodes");
        assertThat(changes(fleet.play("fleet.yml", order("resume", "-e", part)))).isEqualTo(1);
        assertThat(status()).startsWith("RUNNING 6 servers on 2 nodes");
    }

    @Test
    @Order(6)
    void whatIsShortOfSuccessFailsInTheAgentsWords() throws Exception {
        Command.Result missing = fleet.play("fleet.yml", order("stop", "-e", "allstop_expect=node-1,node-2,node-9"));
        assertThat(missing.exitCode()).isNotZero();
        assertThat(missing.output()).contains("INCOMPLETE").contains("exit code 4");
        assertThat(changes(fleet.play("fleet.yml", order("resume")))).isEqualTo(1);

        String[] nobody = {"-e", "allstop_action=stop", "-e", "allstop_pid=" + ProcessHandle.current().pid()};
        Command.Result absent = fleet.play("fleet.yml", nobody);
        assertThat(absent.exitCode()).isNotZero();
        assertThat(absent.output()).contains("no agent reached");
        assertThat(changes(fleet.play("fleet.yml", with(nobody, "-e", "allstop_ignore_absent=true")))).isZero();
    }

    @Test
    @Order(7)
    void theDrainOfTheSystemdUnitStopsOneJvmOnly() throws Exception {
        String line = Files.readAllLines(dropIn(DEMO_HOST.resolve("systemd"))).stream()
                .filter(text -> text.startsWith("ExecStop=-")).findFirst().orElseThrow().substring("ExecStop=-".length());

        // a shell splits this line as systemd does, and the variables have the same form
        drainsNodeOneOnly(Command.run(folder, "/bin/sh", "-c", "MAINPID=" + fleet.pid("node-1") + "; JAVA_TOOL_OPTIONS=-javaagent:"
                + fleet.agent() + "=cluster=demo; export JAVA_TOOL_OPTIONS; exec " + here(line)));
    }

    @Test
    @Order(8)
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
    @Order(9)
    void aMigrationThatFailsLeavesTheFleetWorkingAsItWas() throws Exception {
        Map<String, String> before = fleet.nodes();

        Command.Result failed = fleet.play("stop-the-world.yml", TWO_NODES, "-e", "demo_release=2.0", "-e",
                "{\"demo_migration\": [\"false\"]}");

        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.output()).contains("STOPPED 6/6 servers on 2/2 nodes")
                .contains("The fleet works on with what it had, nothing was deployed");
        assertThat(fleet.nodes()).isEqualTo(before);
        assertThat(status()).startsWith("RUNNING 6 servers on 2 nodes");
    }

    @Test
    @Order(10)
    void aMigrationMeetsNoRunningJob() throws Exception {
        String migration = "{\"demo_migration\": [\"" + Path.of(System.getProperty("java.home"), "bin", "java") + "\", \"-cp\", \""
                + System.getProperty("java.class.path") + "\", \"" + Migration.class.getName() + "\", \"" + fleet.jdbcUrl() + "\"]}";
        String[] deploy = {TWO_NODES, "-e", "demo_release=2.0", "-e", migration};

        deploys("stop-the-world.yml", "2.0", deploy);

        assertThat(fleet.ask("SELECT running FROM migration")).isEqualTo("0");
        assertThat(fleet.ask("SELECT (SELECT max(started_at) FROM ledger WHERE release = '1.0') < (SELECT at FROM migration)"
                + " AND (SELECT at FROM migration) < (SELECT min(started_at) FROM ledger WHERE release = '2.0')")).isEqualTo("t");
    }

    @Test
    @Order(11)
    void aRollingDeployDrainsOneJvmAfterTheOther() throws Exception {
        deploys("rolling.yml", "3.0", TWO_NODES, "-e", "demo_release=3.0");

        assertThat(fleet.ask("SELECT (SELECT min(started_at) FROM ledger WHERE node = 'node-1' AND release = '3.0')"
                + " < (SELECT max(ended_at) FROM ledger WHERE node = 'node-2' AND release = '2.0')")).as("node-2 worked on").isEqualTo("t");
    }

    @Test
    @Order(12)
    void theOldColorWorksOnWhenTheNewOneFailsAndEndsWhenItWorks() throws Exception {
        Map<String, String> before = fleet.nodes();
        Command.Result failed = fleet.play("blue-green.yml", "-e", "demo_release=4.0", "-e", "demo_release_broken=true");
        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.output()).contains("STOPPED 6/6 servers on 2/2 nodes").contains("Release 4.0 failed on node-3, blue works on");
        assertThat(fleet.nodes()).isEqualTo(before);
        assertThat(status()).startsWith("RUNNING 6 servers on 2 nodes");

        Command.Result moved = fleet.play("blue-green.yml", "-e", "demo_release=4.0");
        assertThat(moved.exitCode()).as(moved.output()).isZero();
        Map<String, String> after = fleet.nodes();
        assertThat(after.get("node-3")).endsWith(" 4.0");
        assertThat(List.of(after.get("node-1"), after.get("node-2"))).containsOnly("not running");
        assertThat(fleet.ask("SELECT (SELECT max(ended_at) FROM ledger WHERE release = '3.0')"
                + " < (SELECT min(started_at) FROM ledger WHERE release = '4.0')")).as("never at the same time").isEqualTo("t");

        assertThat(changes(fleet.play("blue-green.yml", "-e", "demo_release=4.0"))).isZero();
        assertThat(fleet.nodes()).isEqualTo(after);
        assertNoJobWasHarmed();
    }

    /** With and without check mode, and once more. */
    private static void deploys(String playbook, String release, String... arguments) throws Exception {
        Map<String, String> before = fleet.nodes();
        assertThat(changes(fleet.play(playbook, with(arguments, "--check")))).isPositive();
        assertThat(fleet.nodes()).isEqualTo(before);

        assertThat(changes(fleet.play(playbook, arguments))).isPositive();
        Map<String, String> after = fleet.nodes();
        assertThat(List.of(after.get("node-1"), after.get("node-2"))).allMatch(node -> node.endsWith(" " + release));
        assertThat(status()).startsWith("RUNNING 6 servers on 2 nodes");

        assertThat(changes(fleet.play(playbook, arguments))).isZero();
        assertThat(fleet.nodes()).isEqualTo(after);
        assertNoJobWasHarmed();
    }

    private static void drainsNodeOneOnly(Command.Result drain) throws Exception {
        assertThat(drain.exitCode()).as(drain.output()).isZero();
        assertThat(drain.output()).contains("STOPPED 3/3 servers on 1/1 nodes");
        assertThat(fleet.ask("SELECT count(*) FROM ledger WHERE node = 'node-1' AND ended_at IS NULL")).isEqualTo("0");
        String now = fleet.ask("SELECT clock_timestamp()");
        await("node-2 works on").atMost(LIMIT).until(() ->
                !fleet.ask("SELECT count(*) FROM ledger WHERE node = 'node-2' AND started_at > '" + now + "'").equals("0"));
        assertThat(fleet.allstop("resume", "--local", "--pid", fleet.pid("node-1")).exitCode()).isZero();
    }

    private static void assertNoJobWasHarmed() throws Exception {
        assertThat(fleet.ask(HARMED)).isEqualTo("0");
        assertThat(fleet.ask(STARTED_TWICE)).isEqualTo("0");
    }

    private static String status() throws Exception {
        Command.Result status = fleet.allstop("status", "--pid", fleet.pid("node-1"));
        assertThat(status.exitCode()).as(status.output()).isZero();
        return status.output().lines().filter(line -> line.matches("[A-Z ]+ [0-9].* servers .*")).findFirst().orElse(status.output());
    }

    private static String[] order(String action, String... more) throws Exception {
        return with(new String[] {"-e", "allstop_action=" + action, "-e", "allstop_pid=" + fleet.pid("node-1")}, more);
    }

    /** By the recap of a play that has to be a success. */
    private static int changes(Command.Result play) {
        assertThat(play.exitCode()).as(play.output()).isZero();
        return play.output().lines().filter(line -> line.contains("changed=") && line.contains("unreachable="))
                .mapToInt(line -> Integer.parseInt(line.replaceAll(".*changed=([0-9]+).*", "$1"))).sum();
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

    private static Path dropIn(Path units) {
        return units.resolve("demo-host.service.d").resolve("allstop.conf");
    }

    private static JsonNode manifest() throws Exception {
        // PyYAML is there where Ansible is
        Command.Result json = Command.run(DEMO_HOST.resolve("kubernetes"), "python3", "-c",
                "import json, yaml; print(json.dumps(yaml.safe_load(open('demo-host.yaml'))))");
        assertThat(json.exitCode()).as(json.output()).isZero();
        return new ObjectMapper().readTree(json.output());
    }
}

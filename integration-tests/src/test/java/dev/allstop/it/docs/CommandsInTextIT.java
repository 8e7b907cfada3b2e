package dev.allstop.it.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.allstop.it.harness.Command;
import dev.allstop.it.harness.HostJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every command that a page has in its running text, or that a manifest has run or tells to type, is run here as it stands there,
 * or is named here with the test that runs it, or with the reason why none does. A new command is none of these, and fails the
 * build. Blocks of commands: {@link DocsIT}.
 */
@Execution(ExecutionMode.SAME_THREAD)
class CommandsInTextIT {

    private static final String ATTACH = "java -jar allstop.jar attach <pid>";
    private static final String STOP = "java -jar /opt/allstop/allstop.jar stop";
    private static final String PAGE = "stop --html report.html";
    private static final String HELP = "help <verb>";
    private static final String SCRIPT = "java -jar /opt/allstop/allstop.jar \"$@\"";
    private static final String KUBECTL = "kubectl exec deploy/demo-host -c demo-host -- java -jar /allstop/allstop.jar stop";
    private static final String JCONSOLE = "xvfb-run -s '-screen 0 1180x760x24' java --add-exports "
            + "jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED LookAtJConsole.java <pid> pictures";
    private static final String ROLE = "ansible-doc -t role allstop.allstop.fleet";
    private static final String ORDER = "ansible-playbook playbooks/fleet.yml -e allstop_action=stop -e allstop_timeout=600 "
            + "-e \"allstop_reason='storage maintenance'\"";
    private static final String INSTALL = "ansible-playbook playbooks/install.yml -e allstop_jar_source=allstop.jar "
            + "-e allstop_unit=orders.service";

    private static final List<String> RUN_HERE = List.of(ATTACH, STOP, PAGE, HELP, SCRIPT, KUBECTL, JCONSOLE, ROLE, ORDER, INSTALL);

    /** Test by command. */
    private static final Map<String, String> RUN_ELSEWHERE = Map.ofEntries(
            Map.entry("/usr/bin/env -u JAVA_TOOL_OPTIONS /usr/bin/java -jar /opt/allstop/allstop.jar stop --local --pid $MAINPID "
                    + "--timeout 60s --reason \"systemctl stop\"", "PlaybooksIT.theDrainOfTheSystemdUnitStopsOneJvmOnly"),
            Map.entry("/usr/bin/env -u JAVA_TOOL_OPTIONS {{ allstop_java }} -jar {{ allstop_jar }} stop --local --pid $MAINPID "
                            + "--timeout {{ allstop_drain | int }}s --reason \"systemctl stop\"",
                    "AgentRoleIT.itIsInstalledOnceAndCheckModeInstallsNothing"),
            Map.entry("env -u", "PlaybooksIT.theDrainOfTheSystemdUnitStopsOneJvmOnly"),
            Map.entry("java -jar /allstop/allstop.jar stop --local --timeout 60s --reason preStop",
                    "PlaybooksIT.thePreStopOfTheKubernetesManifestDrainsItsJvm"),
            Map.entry("java -jar allstop.jar", "PlaybooksIT.ordersChangeTheFleetOnceAndCheckModeNever"),
            Map.entry("ansible-playbook playbooks/blue-green.yml -e demo_from=blue -e demo_to=green -e demo_release=2.0 "
                    + "-e demo_run_dir=… -e demo_jdbc_url=…", "PlaybooksIT.theOldColorWorksOnWhenTheNewOneFailsAndEndsWhenItWorks"),
            Map.entry("ansible-playbook playbooks/rolling.yml -e demo_release=2.0 -e demo_run_dir=… -e demo_jdbc_url=…",
                    "PlaybooksIT.aRollingDeployDrainsOneJvmAfterTheOther"),
            Map.entry("ansible-playbook playbooks/stop-deploy.yml -e demo_release=2.0 -e demo_run_dir=… -e demo_jdbc_url=…",
                    "PlaybooksIT.aDeployByJmxtermWaitsForRunningJobs"),
            Map.entry("ansible-playbook playbooks/stop-the-world.yml -e demo_release=2.0 -e demo_run_dir=… -e demo_jdbc_url=… "
                            + "-e '{\"demo_migration\": [\"psql\", \"--single-transaction\", \"--file\", \"2.0.sql\"]}'",
                    "PlaybooksIT.aMigrationMeetsNoRunningJob"),
            Map.entry("java -cp jgroups.jar org.jgroups.stack.GossipRouter -bindaddress <address> -port 12001", "StacksIT.gossip"));

    /** Reason by command. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw verify", "it is the build that runs this test",
            "./mvnw verify -Pmatrix", "longer than the build; the profile is looked for",
            "./mvnw verify -Pfaults", "longer than the build; the profile is looked for, and its first rounds are in the build",
            "./mvnw verify -Pscale", "longer than the build; the profile is looked for",
            "./mvnw verify -Pbenchmarks", "a measurement on a machine that does nothing else; the profile is looked for",
            "./demo-host/demo", "builds the agent by itself, under the feet of the tests; .ci/run runs it after them",
            "systemctl stop", "needs systemd as process 1; the unit's ExecStop is run by PlaybooksIT",
            "systemctl restart", "as systemctl stop",
            "/usr/bin/java -Xmx192m -Ddemo.node=%H -Ddemo.release=1.0 -Ddemo.jdbcUrl=${DEMO_JDBC_URL} -cp "
                    + "/opt/demo-host/allstop-demo-host.jar:/opt/demo-host/lib/* dev.allstop.demohost.host.Main",
            "the application without Allstop; demo-host/bin/node starts it likewise in PlaybooksIT, and AgentRoleIT has systemd read it",
            "cp /allstop.jar /allstop/allstop.jar", "copies out of an image, in a cluster");

    @TempDir
    private static Path folder;
    private static DocumentedFleet fleet;

    @BeforeAll
    static void theFleetOfTheDocumentation() throws Exception {
        fleet = new DocumentedFleet(folder);
    }

    @AfterAll
    static void end() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @BeforeEach
    void everythingRuns() {
        fleet.resume();
        fleet.awaitBusy();
    }

    private static List<ShownCommand> shown() throws IOException {
        List<ShownCommand> commands = new ArrayList<>();
        for (Path page : Pages.all()) {
            commands.addAll(ShownCommand.inText(page));
        }
        for (Path manifest : Pages.manifests()) {
            commands.addAll(ShownCommand.inManifest(manifest));
        }
        return commands;
    }

    @Test
    void everyCommandIsRunOrItIsSaidWhyNot() throws IOException {
        Map<String, String> known = new LinkedHashMap<>(RUN_ELSEWHERE);
        known.putAll(NOT_RUN);
        RUN_HERE.forEach(command -> known.put(command, ""));

        assertThat(shown()).as("commands that no test runs").allMatch(command -> known.containsKey(command.text()));
        assertThat(shown()).extracting(ShownCommand::text).as("nothing is named here that no page shows").containsAll(known.keySet());
        for (Map.Entry<String, String> elsewhere : RUN_ELSEWHERE.entrySet()) {
            String[] test = elsewhere.getValue().split("\\.");
            Tests.exist(test[0], test[1], "CommandsInTextIT");
        }
    }

    static Stream<String> profiles() {
        return NOT_RUN.keySet().stream().flatMap(command -> Pattern.compile("-P(\\w+)").matcher(command).results())
                .map(profile -> profile.group(1));
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aProfileThatIsNamedExists(String profile) throws IOException {
        assertThat(List.of("pom.xml", "integration-tests/pom.xml", "integration-tests/benchmarks/pom.xml"))
                .anyMatch(pom -> read(pom).contains("<id>" + profile + "</id>"));
    }

    @Test
    void theBuildOfAFreshCloneRunsTheDemo() {
        assertThat(read(".ci/run")).containsPattern("\\./mvnw .*\\bverify\n").containsPattern("(?m)^\\s.*\\./demo-host/demo$");
    }

    @Test
    void aJvmThatRunsAlreadyNeedsNoRestart() throws Exception {
        prints(ATTACH.replace("<pid>", "<pid> --options cluster=legacy"), fleet.older().pid(),
                "process 4711 has the agent now: node … of fleet legacy, 1 job server");
        prints("java -jar allstop.jar status --pid <pid>", fleet.older().pid(), "RUNNING 1 server on 1 node, …", "…");
    }

    @Test
    void theWholeFleetBeforeServicesAreStopped() throws Exception {
        prints(STOP, fleet.speaker().pid(), "STOPPED 2/2 servers on 2/2 nodes in 1s", "…");
    }

    @Test
    void aPageForTheDeployLog() throws Exception {
        prints("java -jar allstop.jar " + PAGE, fleet.speaker().pid(), "STOPPED 2/2 servers on 2/2 nodes in 1s", "…");
        assertThat(folder.resolve("report.html")).content().contains("<html", "STOPPED 2/2 servers");
    }

    /** With the verbs that the front page lists. */
    @ParameterizedTest
    @ValueSource(strings = {"ps", "attach", "status", "plan", "quiet", "stop", "await", "resume", "shutdown", "version"})
    void helpSaysTheRest(String verb) throws Exception {
        assertThat(read("README.md")).containsPattern("`" + verb + "`[^.]*; `" + HELP + "` says the rest");
        prints("java -jar allstop.jar " + HELP.replace("<verb>", verb), 0, "Usage: allstop " + verb + "…", "…");
    }

    @Test
    void aScriptOnThePath() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Files.writeString(bin.resolve("allstop"), "#!/bin/sh\nexec " + SCRIPT.replace("/opt/allstop/allstop.jar",
                HostJvm.agentJar().toString()) + "\n");
        Files.setPosixFilePermissions(bin.resolve("allstop"), PosixFilePermissions.fromString("rwxr-xr-x"));

        prints("PATH=bin:$PATH allstop plan --pid <pid> --select color=blue", fleet.speaker().pid(), "WOULD STOP 1 server on 1 node, …",
                "…");
    }

    /** What the container would run, and that the pod that is asked for has that container. */
    @Test
    void theWholeFleetFromAPod() throws Exception {
        Matcher parts = Pattern.compile("kubectl exec deploy/(\\S+) -c (\\S+) -- (.+)").matcher(KUBECTL);
        assertThat(parts.matches()).isTrue();
        assertThat(read("demo-host/kubernetes/demo-host.yaml"))
                .containsPattern("kind: Deployment\nmetadata:\n  name: " + parts.group(1) + "\n")
                .containsPattern("      containers:\n        - name: " + parts.group(2) + "\n");

        prints(parts.group(3), fleet.speaker().pid(), "STOPPED 2/2 servers on 2/2 nodes in 1s", "…");
        prints(parts.group(3).replaceFirst("stop$", "resume"), fleet.speaker().pid(), "RESUMED 2/2 servers on 2/2 nodes in 1s", "…");
    }

    @Test
    void picturesOfJConsole() throws Exception {
        Command.needs("xvfb-run", "xvfb");
        assumeTrue(Files.exists(Path.of(System.getProperty("java.home"), "lib", "libawt_xawt.so")),
                "this JDK is headless: apt-get install openjdk-17-jdk");
        Path jconsole = Pages.REPOSITORY.resolve("demo-host/jconsole");

        // -a: another display may be there
        DocumentedFleet.Printed printed = fleet.run(JCONSOLE.replace("xvfb-run", "xvfb-run -a")
                .replace("LookAtJConsole.java", jconsole.resolve("LookAtJConsole.java").toString()), fleet.speaker().pid());

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        Matcher pictures = Pattern.compile("!\\[.+]\\((.+\\.png)\\)").matcher(read("demo-host/jconsole/README.md"));
        assertThat(pictures.results().map(picture -> folder.resolve("pictures").resolve(picture.group(1)))).hasSizeGreaterThan(3)
                .allSatisfy(picture -> assertThat(picture).isNotEmptyFile());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fleet", "agent"})
    void ansibleTellsEveryVariable(String role) throws Exception {
        Command.needs("ansible-doc", "ansible-core");
        Path roles = Pages.REPOSITORY.resolve("demo-host/ansible/collections/ansible_collections/allstop/allstop/roles");
        assertThat(read("demo-host/ansible/collections/ansible_collections/allstop/allstop/README.md"))
                .contains("`" + ROLE + "` and `… allstop.allstop.agent` tell every variable");

        DocumentedFleet.Printed printed = ansible(ROLE.replace("fleet", role));

        assertThat(printed.exitCode()).as(printed.err()).isZero();
        assertThat(Files.readAllLines(roles.resolve(role).resolve("defaults/main.yml")).stream().filter(line -> line.matches("\\w+:.*"))
                .map(line -> line.substring(0, line.indexOf(':')))).isNotEmpty().allSatisfy(variable ->
                    assertThat(printed.out()).contains(variable));
    }

    @Test
    void oneOrderByAPlaybook() throws Exception {
        Command.needs("ansible-playbook", "ansible-core");

        DocumentedFleet.Printed printed = ansible(ORDER + " -e allstop_pid=<pid> -e allstop_jar=/opt/allstop/allstop.jar");

        assertThat(printed.exitCode()).as(printed.out() + printed.err()).isZero();
        assertThat(printed.out()).contains("STOPPED 2/2 servers on 2/2 nodes").contains("changed=1");
        assertThat(fleet.speaker().fleet().call("status")).contains("storage maintenance");
    }

    @Test
    void theAgentIsInstalledByAPlaybook() throws Exception {
        Command.needs("ansible-playbook", "ansible-core");
        Path root = folder.resolve("root");

        DocumentedFleet.Printed printed = ansible(INSTALL.replace("=allstop.jar", "=" + folder.resolve("allstop.jar"))
                + " -e allstop_jar=" + root.resolve("allstop.jar") + " -e allstop_unit_directory=" + root + " -e allstop_reload=false"
                + " --limit=node-1");

        assertThat(printed.exitCode()).as(printed.out() + printed.err()).isZero();
        assertThat(root.resolve("allstop.jar")).hasSameBinaryContentAs(HostJvm.agentJar());
        assertThat(root.resolve("orders.service.d/allstop.conf")).content().contains("-javaagent:" + root.resolve("allstop.jar"));
    }

    private static DocumentedFleet.Printed ansible(String command) throws Exception {
        return fleet.run("ANSIBLE_NOCOLOR=1 " + command, fleet.speaker().pid(), Pages.REPOSITORY.resolve("demo-host/ansible"));
    }

    private static void prints(String command, long pid, String... lines) throws Exception {
        DocumentedFleet.Printed printed = fleet.run(command, pid);
        assertThat(printed.exitCode()).as(command + "\n" + printed.out() + printed.err()).isZero();
        assertThat(printed.out()).as(command).matches(ShownOutput.pattern(List.of(lines)));
    }

    private static String read(String file) {
        try {
            return Files.readString(Pages.REPOSITORY.resolve(file));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}

package dev.allstop.it.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.Command;
import dev.allstop.it.harness.HostJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the collection says about itself, and its role that installs the agent. */
class AgentRoleIT {

    private static final Path DEMO_HOST = Path.of("..", "demo-host").toAbsolutePath().normalize();
    private static final Path AGENT = HostJvm.agentJar();

    @TempDir
    private Path folder;

    @Test
    void ansibleLintFindsNothingByItsStrictestProfile() throws Exception {
        Command.needs("ansible-lint", "ansible-lint");

        Command.Result lint = Command.run(DEMO_HOST, "ansible-lint", "--nocolor", "--offline", "--profile", "production", "ansible");

        assertThat(lint.exitCode()).as(lint.output()).isZero();
        assertThat(lint.output()).contains("0 failure(s), 0 warning(s)");
    }

    @Test
    void itIsInstalledOnceAndCheckModeInstallsNothing() throws Exception {
        Command.needs("ansible-playbook", "ansible-core");
        Path jar = folder.resolve("opt").resolve("allstop.jar");
        Path units = folder.resolve("units");
        Map<String, Object> variables = Map.of("allstop_jar_source", AGENT.toString(), "allstop_jar", jar.toString(),
                "allstop_java", "/usr/bin/java", "allstop_unit", "demo-host.service", "allstop_unit_directory", units.toString(),
                "allstop_reload", false, "allstop_options", Map.of("cluster", "demo", "labels", "version:1.4.2;color:blue"));
        String once = new RolePlaybook("allstop.allstop.agent", variables).then("install", Map.of()).write(folder).toString();
        String twice = new RolePlaybook("allstop.allstop.agent", variables).then("install again", Map.of())
                .then("another jar than was meant", Map.of("allstop_jar_checksum", "sha256:" + "0".repeat(64)))
                .then("from nowhere", Map.of("allstop_jar_source", "")).write(folder).toString();

        assertThat(play(once, "--check").get(0).changes()).isPositive();
        assertThat(jar).doesNotExist();
        assertThat(units).doesNotExist();

        assertThat(play(once).get(0).changes()).isPositive();
        assertThat(jar).hasSameBinaryContentAs(AGENT);
        assertThat(Files.readString(dropIn(units)).replace(jar.toString(), "/opt/allstop/allstop.jar"))
                .as("the example in demo-host/systemd").isEqualTo(Files.readString(dropIn(DEMO_HOST.resolve("systemd"))));

        List<Play> again = play(twice);
        assertThat(again.get(0).changes()).isZero();
        assertThat(again.get(1).output()).contains("failed: ").contains("not sha256:000");
        assertThat(again.get(2).output()).contains("failed: ").contains("either allstop_jar_source (a file) or allstop_jar_url");
    }

    @Test
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

    private static List<Play> play(String playbook, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("ansible-playbook", playbook));
        command.addAll(List.of(more));
        Command.Result run = Command.run(DEMO_HOST.resolve("ansible"), command);
        assertThat(run.exitCode()).as(run.output()).isZero();
        return Play.of(run);
    }

    private static Path dropIn(Path units) {
        return units.resolve("demo-host.service.d").resolve("allstop.conf");
    }
}

package dev.allstop.it.ansible;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** PostgreSQL and three nodes of the demo host with the agent, busy, run by the demo's own scripts as a stranger would. */
final class DemoFleet implements AutoCloseable {

    static final List<String> NODES = List.of("node-1", "node-2", "node-3");

    private final Path demoHost = Path.of("..", "demo-host").toAbsolutePath().normalize();
    private final String agent = Path.of(System.getProperty("allstop.jar")).toAbsolutePath().normalize().toString();
    private final String cluster = "ansible-" + UUID.randomUUID();
    private final Path folder;
    private final String speed;
    private String jdbcUrl;

    /** @param speed 1 for jobs of 0.2 s to 20 s, 10 for jobs ten times as short */
    DemoFleet(Path folder, int speed) {
        this.folder = folder;
        this.speed = "-Ddemo.speed=" + speed;
    }

    DemoFleet start(String release) throws IOException, InterruptedException {
        succeed(script("database"), "start", "--run-dir", folder.toString());
        jdbcUrl = Files.readString(folder.resolve("postgres").resolve("url")).strip();
        for (String node : NODES) {
            succeed(script("node"), "start", "--name", node, "--release", release, "--run-dir", folder.toString(),
                    "--jdbc-url", jdbcUrl, "--agent", agent + "=cluster=" + cluster + ",node=" + node, speed);
        }
        succeed(script("ledger"), "await-busy", jdbcUrl, String.join(",", NODES));
        return this;
    }

    Command.Result deploy(String release, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ansible-playbook", "playbooks/stop-deploy.yml",
                "-e", "demo_release=" + release,
                "-e", "demo_run_dir=" + folder,
                "-e", "demo_jdbc_url=" + jdbcUrl,
                "-e", "demo_agent_jar=" + agent,
                "-e", "demo_cluster=" + cluster,
                "-e", "demo_java=" + Path.of(System.getProperty("java.home"), "bin", "java"),
                "-e", "{\"demo_settings\": [\"" + speed + "\"]}"));
        command.addAll(List.of(more));
        return Command.run(demoHost.resolve("ansible"), command);
    }

    /** Node by node: "running", its process id, and its release. */
    Map<String, String> nodes() throws IOException, InterruptedException {
        Map<String, String> nodes = new TreeMap<>();
        for (String node : NODES) {
            nodes.put(node, Command.run(demoHost, script("node"), "status", "--name", node, "--run-dir", folder.toString())
                    .output().strip());
        }
        return nodes;
    }

    /** The first column of the first row. */
    String ask(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (String node : NODES) {
            Command.run(demoHost, script("node"), "stop", "--name", node, "--run-dir", folder.toString());
        }
        Command.run(demoHost, script("database"), "stop", "--run-dir", folder.toString());
    }

    private String script(String name) {
        return demoHost.resolve("bin").resolve(name).toString();
    }

    private void succeed(String... command) throws IOException, InterruptedException {
        Command.Result result = Command.run(demoHost, command);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}

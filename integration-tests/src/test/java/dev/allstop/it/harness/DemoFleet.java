package dev.allstop.it.harness;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;

/** PostgreSQL and nodes of the demo host with the agent, busy, run by the demo's own scripts as a stranger would. */
public final class DemoFleet implements AutoCloseable {

    /** As in the inventory. */
    private static final Map<String, String> COLORS = Map.of("node-1", "blue", "node-2", "blue", "node-3", "green");

    private final Path demoHost = Path.of("..", "demo-host").toAbsolutePath().normalize();
    private final String agent = HostJvm.agentJar().toString();
    private final String cluster = "ansible-" + UUID.randomUUID();
    private final Path folder;
    private final String speed;
    private final List<String> nodes;
    private final Map<String, List<String>> settings = new HashMap<>();
    private String jdbcUrl;

    /**
     * @param speed 1 for jobs of 0.2 s to 20 s, 10 for jobs ten times as short
     * @param nodes to start, of those in the inventory
     */
    public DemoFleet(Path folder, int speed, String... nodes) {
        this.folder = folder;
        this.speed = "-Ddemo.speed=" + speed;
        this.nodes = List.of(nodes);
    }

    /** Settings of the host for one node, such as {@code -Ddemo.threads=2}. */
    public DemoFleet with(String node, String... options) {
        settings.put(node, List.of(options));
        return this;
    }

    public DemoFleet start(String release) throws IOException, InterruptedException {
        succeed(script("database"), "start", "--run-dir", folder.toString());
        jdbcUrl = Files.readString(folder.resolve("postgres").resolve("url")).strip();
        for (String node : nodes) {
            List<String> command = new ArrayList<>(List.of(script("node"), "start", "--name", node, "--release", release,
                    "--run-dir", folder.toString(), "--jdbc-url", jdbcUrl,
                    "--agent", agent + "=cluster=" + cluster + ",node=" + node + ",labels=color:" + COLORS.get(node), speed));
            command.addAll(settings.getOrDefault(node, List.of()));
            succeed(command.toArray(String[]::new));
        }
        succeed(script("ledger"), "await-busy", jdbcUrl, String.join(",", nodes));
        return this;
    }

    /** Runs playbooks in the folder demo-host/ansible. */
    public Command.Result play(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ansible-playbook",
                "-e", "demo_run_dir=" + folder,
                "-e", "demo_jdbc_url=" + jdbcUrl,
                "-e", "demo_agent_jar=" + agent,
                "-e", "demo_cluster=" + cluster,
                "-e", "demo_java=" + Path.of(System.getProperty("java.home"), "bin", "java"),
                "-e", "{\"demo_settings\": [\"" + speed + "\"]}"));
        command.addAll(List.of(arguments));
        return Command.run(demoHost.resolve("ansible"), command);
    }

    /** The jar's command line. */
    public Command.Result allstop(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar", agent));
        command.addAll(List.of(arguments));
        return Command.run(folder, command);
    }

    public String agent() {
        return agent;
    }

    public String jdbcUrl() {
        return jdbcUrl;
    }

    public String pid(String node) throws IOException {
        return Files.readString(folder.resolve(node + ".pid")).strip();
    }

    /** Node by node: "running", its process id, and its release. */
    public Map<String, String> nodes() throws IOException, InterruptedException {
        Map<String, String> found = new TreeMap<>();
        for (String node : new TreeSet<>(COLORS.keySet())) {
            found.put(node, Command.run(demoHost, script("node"), "status", "--name", node, "--run-dir", folder.toString())
                    .output().strip());
        }
        return found;
    }

    /** Keeps running jobs from writing down their end, which is the last that they do. */
    public <T> T whileNoJobCanEnd(Callable<T> action) throws Exception {
        try (Connection connection = DriverManager.getConnection(jdbcUrl); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE ledger IN EXCLUSIVE MODE");
            return action.call();
        }
    }

    /** The first column of the first row. */
    public String ask(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (String node : COLORS.keySet()) {
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

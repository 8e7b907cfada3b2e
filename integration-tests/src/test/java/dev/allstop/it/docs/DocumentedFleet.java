package dev.allstop.it.docs;

import static dev.allstop.it.harness.Patience.await;

import dev.allstop.it.harness.Backlog;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.harness.Resources;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * The fleet that the documentation speaks of: {@code orders}, of web-1 and web-2, each with a Quartz scheduler {@code orders}, and
 * beside it a JVM that was started without the agent. Its commands run in a folder that has the files they name.
 */
final class DocumentedFleet implements AutoCloseable {

    static final Path DECLARATION = Resources.file("/adapters/nightly-runner.adapter");

    private static final String VERBS_FOR_A_FLEET =
            "(java -jar \\S*allstop\\.jar (?:status|plan|quiet|stop|await|resume|shutdown))\\b";
    private static final long LIMIT_MINUTES = 3;

    private final List<HostJvm> hosts = new ArrayList<>();
    /** Before the name of each fleet, since others may be at work on the machine. */
    private final String prefix = HostJvm.uniqueCluster() + "-";
    private final HostJvm older;
    private final Path folder;

    /** What a command printed, as if it had been run where the documentation says. */
    record Printed(int exitCode, String out, String err) {
    }

    DocumentedFleet(Path folder) throws Exception {
        this.folder = folder;
        for (String node : List.of("web-1", "web-2")) {
            HostJvm host = HostJvm.named(node).cluster(prefix + "orders").option("labels", node.equals("web-1") ? "color:blue" : "color:green")
                    .subject(QuartzInMemory.class, Library.newest("quartz")).start();
            hosts.add(host);
            fill(host);
        }
        older = HostJvm.named("older").withoutAgent().subject(QuartzInMemory.class, Library.newest("quartz")).start();
        fill(older);
        hosts.forEach(host -> await().until(() -> (int) host.fleet().attribute("NodeCount") == 2));
        Files.copy(HostJvm.agentJar(), folder.resolve("allstop.jar"));
        Files.copy(Library.path("clients").resolve("jmxterm.jar"), folder.resolve("jmxterm-1.0.4-uber.jar"));
        Files.copy(DECLARATION, folder.resolve("nightly-runner.adapter"));
        application();
    }

    Path folder() {
        return folder;
    }

    HostJvm speaker() {
        return hosts.get(0);
    }

    /** The JVM that was started without the agent. */
    HostJvm older() {
        return older;
    }

    void resume() {
        speaker().fleet().call("resumeAll");
    }

    void awaitBusy() {
        hosts.forEach(host -> await(host.name() + " is busy").until(() -> !isFree(host) || Ledger.of(host.subject()).running().size() == 2));
    }

    /** @param pid what stands for {@code <pid>} */
    Printed run(String command, long pid) throws IOException, InterruptedException {
        return run(command, pid, folder);
    }

    Printed run(String command, long pid, Path where) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "step", ".out");
        Path err = Files.createTempFile(folder, "step", ".err");
        // bash, since its completion is shown
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", here(command, Long.toString(pid))).directory(where.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return new Printed(process.exitValue(), there(Files.readString(out)), there(Files.readString(err)));
    }

    /** A JVM of another fleet may run on the machine of the test, so the commands get the process that the reader need not name. */
    private String here(String command, String pid) {
        String named = command.replace("<pid>", pid).replaceAll("/(?:opt/)?allstop/allstop\\.jar", HostJvm.agentJar().toString())
                .replace("cluster=", "cluster=" + prefix);
        return named.contains("--pid") ? named : named.replaceAll(VERBS_FOR_A_FLEET, "$1 --pid " + pid);
    }

    private String there(String printed) {
        return printed.replace(prefix, "").replace(HostJvm.agentJar().toString(), "/opt/allstop/allstop.jar");
    }

    private static boolean isFree(HostJvm host) {
        return host.node().attribute("State").equals("RUNNING");
    }

    private static void fill(HostJvm host) throws Exception {
        SubjectMXBean subject = host.subject();
        int orders = subject.construct("orders", 2);
        Backlog.fill(subject, orders);
        subject.start(orders);
        await().until(() -> Ledger.of(subject).running().size() == 2);
    }

    /** An application as far as the command line that starts it goes. */
    private void application() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ApplicationMain.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, HostJvm.classes().toUri().toString());
        try (OutputStream file = Files.newOutputStream(folder.resolve("app.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.finish();
        }
    }

    @Override
    public void close() {
        hosts.forEach(HostJvm::close);
        older.close();
    }
}

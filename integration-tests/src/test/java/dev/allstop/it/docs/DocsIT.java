package dev.allstop.it.docs;

import static dev.allstop.it.harness.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.allstop.it.harness.Backlog;
import dev.allstop.it.harness.HostJvm;
import dev.allstop.it.harness.Ledger;
import dev.allstop.it.harness.Library;
import dev.allstop.it.harness.Resources;
import dev.allstop.it.quartz.QuartzInMemory;
import dev.allstop.it.subject.SubjectMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands that the documentation shows, block by block, and compares what they print with what it shows. The fleet is the
 * one that the documentation speaks of: {@code orders}, of web-1 and web-2, each with a Quartz scheduler {@code orders}.
 *
 * <p>A block of commands is marked {@code console}, and {@code without-agent} behind it makes {@code <pid>} the process of a JVM
 * that was started without the agent.
 */
@Execution(ExecutionMode.SAME_THREAD)
class DocsIT {

    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern COMMAND = Pattern.compile("(?:\\$ |sudo )*(?:java|curl|echo|allstop|jconsole|jcmd|mvn|ansible\\S*|kubectl"
            + "|systemctl|sh|bash|openssl|\\./\\S+) .*");
    private static final String VERBS_FOR_A_FLEET = "(java -jar allstop\\.jar (?:status|plan|quiet|stop|await|resume|shutdown))\\b";
    private static final long LIMIT_MINUTES = 3;
    private static final Path DECLARATION = Resources.file("/adapters/nightly-runner.adapter");

    private static final List<HostJvm> HOSTS = new ArrayList<>();
    /** Before the name of each fleet, since others may be at work on the machine. */
    private static String prefix;
    private static HostJvm older;
    @TempDir
    private static Path folder;

    static List<Path> documents() throws IOException {
        try (Stream<Path> demoHost = Files.walk(REPOSITORY.resolve("demo-host"), 6)) {
            return Stream.concat(Stream.of(REPOSITORY.resolve("README.md"), REPOSITORY.resolve("jgroups-config/README.md"),
                            REPOSITORY.resolve("agent/adapters/README.md")),
                    demoHost.filter(file -> file.endsWith("README.md")).filter(file -> !file.toString().contains("/target/")))
                    .sorted().toList();
        }
    }

    @BeforeAll
    static void theFleetOfTheDocumentation() throws Exception {
        prefix = HostJvm.uniqueCluster() + "-";
        for (String node : List.of("web-1", "web-2")) {
            HostJvm host = HostJvm.named(node).cluster(prefix + "orders").option("labels", node.equals("web-1") ? "color:blue" : "color:green")
                    .subject(QuartzInMemory.class, Library.newest("quartz")).start();
            HOSTS.add(host);
            fill(host);
        }
        older = HostJvm.named("older").withoutAgent().subject(QuartzInMemory.class, Library.newest("quartz")).start();
        fill(older);
        HOSTS.forEach(host -> await().until(() -> (int) host.fleet().attribute("NodeCount") == 2));
        Files.copy(agent(), folder.resolve("allstop.jar"));
        Files.copy(Library.path("clients").resolve("jmxterm.jar"), folder.resolve("jmxterm-1.0.4-uber.jar"));
        Files.copy(DECLARATION, folder.resolve("nightly-runner.adapter"));
        application();
    }

    @AfterAll
    static void end() {
        HOSTS.forEach(HostJvm::close);
        if (older != null) {
            older.close();
        }
    }

    @Test
    void noCommandIsShownThatIsNotTried() throws IOException {
        for (Path document : documents()) {
            for (CodeBlock block : CodeBlock.of(document)) {
                assertThat(block.language().equals("console") || block.lines().stream().noneMatch(COMMAND.asMatchPredicate()))
                        .as(block.where() + " shows a command: mark the block as console, and put \"$ \" before the command").isTrue();
            }
        }
    }

    @Test
    void theDeclarationThatIsShownIsTheOneThatTheConformanceSuiteRuns() throws IOException {
        List<String> shown = CodeBlock.of(REPOSITORY.resolve("agent/adapters/README.md")).stream()
                .filter(block -> block.language().equals("properties")).findFirst().orElseThrow().lines();
        assertThat(Files.readAllLines(DECLARATION).stream().filter(line -> !line.startsWith("#"))).containsExactlyElementsOf(shown);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandPrintsWhatIsShown(Path document) throws Exception {
        List<String> wrong = new ArrayList<>();
        HOSTS.get(0).fleet().call("resumeAll");
        for (CodeBlock block : CodeBlock.of(document)) {
            if (block.language().equals("console")) {
                HOSTS.forEach(host -> await(host.name() + " is busy").until(() -> !isFree(host)
                        || Ledger.of(host.subject()).running().size() == 2));
                for (CodeBlock.Step step : block.steps()) {
                    tryOut(block, step, wrong);
                }
            }
        }
        assertThat(wrong).as("what is shown and does not happen").isEmpty();
    }

    private static void tryOut(CodeBlock block, CodeBlock.Step step, List<String> wrong) throws Exception {
        Path out = Files.createTempFile(folder, "step", ".out");
        Path err = Files.createTempFile(folder, "step", ".err");
        // bash, since its completion is shown
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command(block, step)).directory(folder.toFile())
                .redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String result = asInTheDocumentation(Files.readString(out));
        String printed = asInTheDocumentation(Files.readString(err)) + result;
        // progress goes to standard error and may be left out
        Pattern shown = ShownOutput.pattern(step.shown());
        boolean alike = shown.matcher(printed).matches() || shown.matcher(result).matches();
        if (!alike) {
            wrong.add("\n" + block.where() + "\n$ " + step.command() + "\n--- shown\n" + String.join("\n", step.shown())
                    + "\n--- happened\n" + printed);
        }
    }

    /** A JVM of another fleet may run on the machine of the test, so the commands get the process that the reader need not name. */
    private static String command(CodeBlock block, CodeBlock.Step step) {
        String pid = Long.toString(block.says("without-agent") ? older.pid() : HOSTS.get(0).pid());
        String named = step.command().replace("<pid>", pid).replace("/opt/allstop/allstop.jar", agent().toString())
                .replace("cluster=", "cluster=" + prefix);
        return named.contains("--pid") ? named : named.replaceAll(VERBS_FOR_A_FLEET, "$1 --pid " + pid);
    }

    private static String asInTheDocumentation(String printed) {
        return printed.replace(prefix, "").replace(agent().toString(), "/opt/allstop/allstop.jar");
    }

    private static Path agent() {
        return Path.of(System.getProperty("allstop.jar")).toAbsolutePath().normalize();
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
    private static void application() throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, ApplicationMain.class.getName());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, HostJvm.classes().toUri().toString());
        try (OutputStream file = Files.newOutputStream(folder.resolve("app.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest)) {
            jar.finish();
        }
    }
}

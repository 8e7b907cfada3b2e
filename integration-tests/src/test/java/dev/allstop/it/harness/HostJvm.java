package dev.allstop.it.harness;

import static org.assertj.core.api.Assertions.fail;
import static dev.allstop.it.harness.Patience.await;

import com.sun.tools.attach.VirtualMachine;
import dev.allstop.it.subject.Subject;
import dev.allstop.it.subject.SubjectMXBean;
import dev.allstop.it.subject.SubjectMain;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JVM of its own with the agent in it. */
public final class HostJvm implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String name;
    private final String agentArguments;
    private final Process process;
    private final Path out;
    private final Path err;
    private JMXConnector connector;

    private HostJvm(String name, String agentArguments, Process process, Path out, Path err) {
        this.name = name;
        this.agentArguments = agentArguments;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** A cluster name that no other test uses. */
    public static String uniqueCluster() {
        return "it-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    }

    /** @param name of the node */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** What to start, see {@link HostJvm}. */
    public static final class Builder {

        private final String name;
        private final List<String> jvmOptions = new ArrayList<>(List.of("-Xmx256m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"));
        private final Map<String, String> agentOptions = new LinkedHashMap<>();
        private final List<Path> prepended = new ArrayList<>();
        private final List<Path> classPath = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();
        private final List<String> launcher = new ArrayList<>();
        private Path javaHome = Path.of(System.getProperty("java.home"));
        private Path workingDirectory = outputFolder();
        private boolean agent = true;
        private List<String> main;

        private Builder(String name) {
            this.name = name;
            agentOptions.put("node", name);
        }

        public Builder cluster(String cluster) {
            return option("cluster", cluster);
        }

        /** An option of the agent. */
        public Builder option(String key, String value) {
            agentOptions.put(key, value);
            return this;
        }

        /** Its options are kept for {@link HostJvm#attachAgent}. */
        public Builder withoutAgent() {
            agent = false;
            return this;
        }

        public Builder jvmOption(String option) {
            jvmOptions.add(option);
            return this;
        }

        public Builder environment(String key, String value) {
            environment.put(key, value);
            return this;
        }

        /** Words before the java command, such as {@code ip netns exec name}; what they name has to become the JVM. */
        public Builder launchedBy(String... words) {
            launcher.addAll(List.of(words));
            return this;
        }

        public Builder jdk(Path home) {
            javaHome = home;
            return this;
        }

        public Builder in(Path folder) {
            workingDirectory = folder;
            return this;
        }

        public Builder classPath(List<Path> entries) {
            classPath.addAll(entries);
            return this;
        }

        /** Entries before the module's own classes. */
        public Builder prepend(Path entry) {
            prepended.add(entry);
            return this;
        }

        /** The module's classes are on the class path in any case. */
        public Builder main(Class<?> mainClass, String... arguments) {
            main = new ArrayList<>(List.of(mainClass.getName()));
            main.addAll(Arrays.asList(arguments));
            return this;
        }

        /** {@link SubjectMain} with this subject and its library. */
        public Builder subject(Class<? extends Subject> subject, Library library) {
            return classPath(library.classPath()).main(SubjectMain.class, subject.getName());
        }

        public Builder database(Database database) {
            return jvmOption("-Dit.database=" + database.url());
        }

        /** Starts the JVM and returns when its program has written {@code ready}. */
        public HostJvm start() {
            HostJvm host = launch();
            host.awaitOutput("ready");
            return host;
        }

        private String agentArguments() {
            return agentOptions.entrySet().stream().map(option -> option.getKey() + "=" + option.getValue())
                    .collect(Collectors.joining(","));
        }

        /** Starts the JVM and waits for nothing. */
        public HostJvm launch() {
            List<String> command = new ArrayList<>(launcher);
            command.add(javaHome.resolve("bin/java").toString());
            command.addAll(jvmOptions);
            if (agent) {
                command.add("-javaagent:" + agentJar() + "=" + agentArguments());
            }
            command.add("-cp");
            command.add(joined(Stream.of(prepended, List.of(classes()), classPath).flatMap(List::stream).toList()));
            command.addAll(main);
            try {
                Path folder = Files.createDirectories(outputFolder());
                String file = NUMBER.incrementAndGet() + "-" + name;
                Path out = folder.resolve(file + ".out");
                Path err = folder.resolve(file + ".err");
                ProcessBuilder builder = new ProcessBuilder(command).directory(workingDirectory.toFile())
                        .redirectOutput(out.toFile()).redirectError(err.toFile());
                builder.environment().putAll(environment);
                return new HostJvm(name, agentArguments(), builder.start(), out, err);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** As a class path. */
    public static String joined(List<Path> entries) {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** This module's classes for other JVMs. */
    public static Path classes() {
        return Path.of(System.getProperty("allstop.it.classes"));
    }

    /** Where hosts write. */
    static Path outputFolder() {
        return Path.of(System.getProperty("allstop.it.output"));
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public Process process() {
        return process;
    }

    public String out() {
        return read(out);
    }

    public String err() {
        return read(err);
    }

    /** Where standard output goes. */
    public Path outFile() {
        return out;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits for a piece of text on standard output. */
    public void awaitOutput(String text) {
        await("\"" + text + "\" from " + name).until(() -> {
            if (!out().contains(text) && !process.isAlive()) {
                fail(name + " has ended with " + process.exitValue() + ":\n" + out() + err());
            }
            return out().contains(text);
        });
    }

    /** Writes a line to standard input. */
    public void send(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Waits for the end. @return the exit code */
    public int awaitExit() {
        await("end of " + name).until(() -> !process.isAlive());
        return process.exitValue();
    }

    /** Attaches the agent, with the options it was given, to a JVM that was started without it. */
    public void attachAgent() {
        try {
            VirtualMachine vm = VirtualMachine.attach(String.valueOf(pid()));
            try {
                vm.loadAgent(agentJar().toString(), agentArguments);
            } finally {
                vm.detach();
            }
        } catch (Exception broken) {
            throw new IllegalStateException("cannot attach to " + name + "\n" + err(), broken);
        }
    }

    /** The finished jar. */
    public static Path agentJar() {
        return Path.of(System.getProperty("allstop.jar")).toAbsolutePath().normalize();
    }

    /** The way JConsole comes in: attach, start the local connector, connect. */
    public synchronized MBeanServerConnection jmx() {
        try {
            if (connector == null) {
                VirtualMachine vm = VirtualMachine.attach(String.valueOf(pid()));
                try {
                    connector = JMXConnectorFactory.connect(new JMXServiceURL(vm.startLocalManagementAgent()));
                } finally {
                    vm.detach();
                }
            }
            return connector.getMBeanServerConnection();
        } catch (Exception broken) {
            throw new IllegalStateException("no JMX to " + name + ":\n" + err(), broken);
        }
    }

    /** The Fleet MBean; it is there once the first job server was constructed. */
    public FleetClient fleet() {
        return new FleetClient(jmx(), "allstop:type=Fleet");
    }

    /** The Node MBean. */
    public FleetClient node() {
        return new FleetClient(jmx(), "allstop:type=Node");
    }

    /** Names of the platform threads that live. */
    public List<String> threadNames() {
        try {
            ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(jmx(), ManagementFactory.THREAD_MXBEAN_NAME,
                    ThreadMXBean.class);
            return Stream.of(threads.getThreadInfo(threads.getAllThreadIds())).filter(Objects::nonNull)
                    .map(ThreadInfo::getThreadName).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The program under test. */
    public SubjectMXBean subject() {
        return subject(SubjectMXBean.NAME);
    }

    /** One of several programs in the same JVM. */
    public SubjectMXBean subject(String beanName) {
        try {
            return JMX.newMXBeanProxy(jmx(), new ObjectName(beanName), SubjectMXBean.class);
        } catch (MalformedObjectNameException broken) {
            throw new IllegalArgumentException(broken);
        }
    }

    @Override
    public synchronized void close() {
        try {
            if (connector != null) {
                connector.close();
            }
        } catch (IOException alreadyGone) {
            connector = null;
        }
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

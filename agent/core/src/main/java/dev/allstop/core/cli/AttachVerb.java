package dev.allstop.core.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "attach", description = {"Loads the agent into a JVM that runs already, without a restart.",
    "JDK 21 and later print a warning on that JVM's standard error;", "-XX:+EnableDynamicAgentLoading avoids it."},
        footer = {"", "Example:", "  allstop attach 4711 --options cluster=orders,node=web-1"})
final class AttachVerb implements Callable<Integer> {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    @ParentCommand
    private AllstopCommand allstop;
    @Parameters(paramLabel = "<pid>", converter = ProcessId.class, description = "The JVM's process.")
    private long pid;
    @Option(names = "--options", paramLabel = "<key=value,…>", defaultValue = "",
            description = "What would follow -javaagent:allstop.jar=, such as cluster=orders,node=web-1.")
    private String options;
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        if (JvmProcess.socket(pid).isPresent()) {
            allstop.console().result("process " + pid + " has the agent already");
            return ExitCode.DONE;
        }
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new CommandFailed(ExitCode.NO_AGENT, "there is no process " + pid);
        }
        if (!JvmProcess.isJvm(pid)) {
            // attaching sends a signal that ends whatever is not prepared for it
            throw new CommandFailed(ExitCode.NO_AGENT, "process " + pid + " does not look like a JVM that this user may "
                    + "attach to: run the command as the user that the JVM runs as");
        }
        load();
        allstop.console().result(awaitAgent());
        return ExitCode.DONE;
    }

    private void load() {
        File jar = allstop.agentJar();
        try (AttachedJvm jvm = AttachedJvm.attach(pid)) {
            jvm.loadAgent(jar, options);
        } catch (IOException failed) {
            throw new CommandFailed(ExitCode.NO_AGENT, "process " + pid + " did not take the agent: " + failed.getMessage());
        }
    }

    /** The agent answers as soon as it has found the first of the servers, which may be a moment before it lists it. */
    private String awaitAgent() {
        long since = System.nanoTime();
        FoundAgent found = null;
        while (System.nanoTime() - since < PATIENCE_NANOS && (found == null || servers(found).equals("0"))) {
            LockSupport.parkNanos(LOOK_NANOS);
            Optional<Path> socket = JvmProcess.socket(pid);
            if (socket.isPresent()) {
                try {
                    found = FoundAgent.ask(pid, new SocketLine(socket.get()));
                } catch (IOException notYet) {
                    continue;
                }
            }
        }
        if (found == null) {
            return "process " + pid + " has loaded the agent and has no job server yet; it shows itself once it has one. If the "
                    + "agent refused to start, that JVM's standard error says why";
        }
        return "process " + pid + " has the agent now: node " + found.node() + " of fleet " + found.fleet() + ", "
                + servers(found) + " job server" + (servers(found).equals("1") ? "" : "s");
    }

    private static String servers(FoundAgent agent) {
        return agent.facts().getOrDefault("servers", "0");
    }
}

package dev.allstop.core.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Finds the JVMs of this user that have the agent. */
final class Agents {

    private static final long PATIENCE_SECONDS = 5;
    private static final int NAMED = 5;

    private final Path jar;
    private final Console console;

    Agents(File jar, Console console) {
        this.jar = jar.toPath();
        this.console = console;
    }

    /** All of them, those that do not answer as well. */
    List<FoundAgent> all() {
        List<CompletableFuture<Optional<FoundAgent>>> asked = new ArrayList<>();
        for (long pid : JvmProcess.all()) {
            Optional<Path> socket = JvmProcess.socket(pid);
            if (socket.isPresent()) {
                asked.add(ask(pid, new SocketLine(socket.get())));
            } else if (JvmProcess.mayHaveAgent(pid, jar)) {
                asked.add(attach(pid));
            }
        }
        return asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
    }

    /**
     * The one to ask.
     *
     * @param pid   the operator's choice, null for none
     * @param local whether the order is for one JVM
     */
    FoundAgent choose(Long pid, boolean local) {
        if (pid != null) {
            return byPid(pid);
        }
        return choose(all().stream().filter(FoundAgent::answers).toList(), local);
    }

    /** Refuses to guess. */
    FoundAgent choose(List<FoundAgent> found, boolean local) {
        if (found.isEmpty()) {
            throw none();
        }
        Map<String, List<FoundAgent>> fleets =
                found.stream().collect(Collectors.groupingBy(FoundAgent::fleet, TreeMap::new, Collectors.toList()));
        if (fleets.size() > 1) {
            throw new CommandFailed(ExitCode.USAGE, "there are " + fleets.size() + " fleets here: choose one with --pid; "
                    + fleets.entrySet().stream().map(fleet -> fleet.getKey() + " is " + names(fleet.getValue()))
                            .collect(Collectors.joining(", ")));
        }
        if (local && found.size() > 1) {
            throw new CommandFailed(ExitCode.USAGE, "--local is for one JVM, and there are " + found.size()
                    + ": choose one with --pid; there are " + names(found));
        }
        console.progress("fleet " + found.get(0).fleet() + ": " + names(found) + "; asking " + found.get(0).node());
        return found.get(0);
    }

    CommandFailed none() {
        return new CommandFailed(ExitCode.NO_AGENT, "no JVM of user " + System.getProperty("user.name")
                + " has the agent: start it with -javaagent:" + jar + ", or write allstop attach <pid>; "
                + "a JVM shows itself once its first job server exists");
    }

    private static String names(List<FoundAgent> agents) {
        return agents.stream().limit(NAMED).map(FoundAgent::describe).collect(Collectors.joining(", "))
                + (agents.size() > NAMED ? " and " + (agents.size() - NAMED) + " more" : "");
    }

    private FoundAgent byPid(long pid) {
        try {
            Optional<Path> socket = JvmProcess.socket(pid);
            AgentLine line = socket.isPresent() ? new SocketLine(socket.get()) : AttachLine.open(pid);
            return FoundAgent.ask(pid, line);
        } catch (IOException none) {
            throw new CommandFailed(ExitCode.NO_AGENT, "no agent reached in process " + pid + ": " + none.getMessage());
        }
    }

    private static CompletableFuture<Optional<FoundAgent>> ask(long pid, AgentLine line) {
        return inBackground(() -> FoundAgent.ask(pid, line), new FoundAgent(pid, line, Map.of()));
    }

    private static CompletableFuture<Optional<FoundAgent>> attach(long pid) {
        return inBackground(() -> FoundAgent.ask(pid, AttachLine.open(pid)), null);
    }

    /** @param silent what to say of a JVM that does not answer; null for nothing, when it may have no agent at all */
    private static CompletableFuture<Optional<FoundAgent>> inBackground(Question question, FoundAgent silent) {
        CompletableFuture<Optional<FoundAgent>> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(Optional.of(question.ask()));
            } catch (IOException | RuntimeException noAnswer) {
                answer.complete(Optional.ofNullable(refused(noAnswer) ? null : silent));
            }
        }, "ask");
        thread.setDaemon(true);
        thread.start();
        return answer.completeOnTimeout(Optional.ofNullable(silent), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Nobody listens: the socket was left by a JVM that died. */
    private static boolean refused(Exception noAnswer) {
        return noAnswer instanceof java.net.ConnectException
                || noAnswer.getMessage() != null && noAnswer.getMessage().contains("refused");
    }

    private interface Question {
        FoundAgent ask() throws IOException;
    }
}

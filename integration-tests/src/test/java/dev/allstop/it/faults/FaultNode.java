package dev.allstop.it.faults;

import dev.allstop.it.faults.ControlClient.Answer;
import dev.allstop.it.harness.HostJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** One JVM of a fleet, what it wrote down, and what was done to it. */
final class FaultNode implements AutoCloseable {

    private final HostJvm jvm;
    private final int host;
    private final ControlClient client;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder unfinished = new StringBuilder();
    private long read;
    private volatile boolean dead;
    private volatile boolean frozen;

    /** Of the ledger; {@link System#nanoTime} is the same for all JVMs of a machine. */
    record Line(String what, long nanos, String rest) {
    }

    /** What the agent said of its JVM at a moment. */
    record Said(long nanos, String state, Set<String> holds) {

        boolean held() {
            return !holds.isEmpty() && (state.equals("DRAINING") || state.equals("DRAINED"));
        }
    }

    FaultNode(HostJvm jvm, int host) {
        this.jvm = jvm;
        this.host = host;
        client = new ControlClient(jvm.pid());
    }

    String name() {
        return jvm.name();
    }

    int host() {
        return host;
    }

    HostJvm jvm() {
        return jvm;
    }

    // ---- as an operator

    /** Orders and waits for the answer, in the background; fails when the JVM goes meanwhile. */
    CompletableFuture<Answer> posting(String path, String form) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(client.post(path, form));
            } catch (Throwable gone) {
                answer.completeExceptionally(gone);
            }
        }, "client-of-" + name());
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    Answer post(String path, String form) {
        try {
            return client.post(path, form);
        } catch (IOException gone) {
            throw new CompletionException(name() + " does not answer:\n" + jvm.err(), gone);
        }
    }

    /** How this JVM sees the fleet; empty as long as it has no control socket. */
    Optional<Answer> status() {
        try {
            return Optional.of(client.get("/status.json"));
        } catch (IOException notYet) {
            if (!jvm.process().isAlive() && !dead) {
                throw new IllegalStateException(name() + " has ended by itself:\n" + jvm.err());
            }
            return Optional.empty();
        }
    }

    // ---- faults

    void kill() {
        dead = true;
        jvm.process().destroyForcibly();
        awaitEnd();
    }

    /** An orderly end, with a goodbye. */
    void leave() {
        dead = true;
        jvm.process().destroy();
        awaitEnd();
    }

    private void awaitEnd() {
        jvm.process().onExit().join();
    }

    void freeze() {
        frozen = true;
        signal("STOP");
    }

    void thaw() {
        signal("CONT");
        frozen = false;
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(jvm.pid())).start().waitFor();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean dead() {
        return dead;
    }

    boolean frozen() {
        return frozen;
    }

    // ---- ledger

    void startLongJob(String id, long millis) {
        jvm.send("long " + id + " " + millis);
    }

    /** Everything written so far. */
    synchronized List<Line> ledger() {
        try (FileChannel file = FileChannel.open(jvm.outFile())) {
            ByteBuffer bytes = ByteBuffer.allocate((int) (file.size() - read));
            file.read(bytes, read);
            read += bytes.position();
            unfinished.append(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        int end = unfinished.lastIndexOf("\n");
        if (end >= 0) {
            unfinished.substring(0, end).lines().map(line -> line.split(" ", 3)).filter(words -> words.length == 3)
                    .forEach(words -> lines.add(new Line(words[0], Long.parseLong(words[1]), words[2])));
            unfinished.delete(0, end + 1);
        }
        return List.copyOf(lines);
    }

    List<Said> said() {
        return ledger().stream().filter(line -> line.what().equals("SAID")).map(line -> {
            String[] words = line.rest().split(" ");
            return new Said(line.nanos(), words[0], words[1].equals("-") ? Set.of() : Set.of(words[1].split(",")));
        }).toList();
    }

    /** What the agent says now. */
    Said says() {
        List<Said> all = said();
        return all.isEmpty() ? new Said(0, "nothing", Set.of()) : all.get(all.size() - 1);
    }

    /** Jobs that ran at that moment, by their own word. */
    List<String> running(long atNanos) {
        List<String> running = new ArrayList<>();
        for (Line line : ledger()) {
            if (line.nanos() - atNanos <= 0) {
                if (line.what().equals("START")) {
                    running.add(line.rest());
                } else if (line.what().equals("END")) {
                    running.remove(line.rest());
                }
            }
        }
        return running;
    }

    boolean startedBetween(long from, long to) {
        return ledger().stream().anyMatch(line -> line.what().equals("START") && line.nanos() - from > 0
                && line.nanos() - to < 0);
    }

    @Override
    public void close() {
        dead = true;
        // also ends one that is stopped
        jvm.process().destroyForcibly();
        awaitEnd();
        jvm.close();
    }
}

package dev.allstop.core.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** Gives an order and shows what happens until it is answered. */
final class Watch {

    private static final String WAIT = "1s";
    private static final long REMIND_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AgentLine line;
    private final Console console;
    private final boolean local;

    Watch(AgentLine line, Console console, boolean local) {
        this.line = line;
        this.console = console;
        this.local = local;
    }

    /**
     * @param interrupted what to say when the operator goes away while the order is under way
     * @throws IOException the agent did not answer, what became of the order is not known
     */
    Answer order(String path, Map<String, String> options, boolean text, String interrupted) throws IOException {
        Thread farewell = new Thread(() -> console.line("\n" + interrupted), "farewell");
        String next = line.ask("GET", "/events", Map.of(), true).next();
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            CompletableFuture<Answer> answer = inBackground(path, options, text);
            follow(answer, next);
            return answer.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof IOException unanswered ? unanswered : new IOException(failed.getCause());
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    private CompletableFuture<Answer> inBackground(String path, Map<String, String> options, boolean text) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                answer.complete(line.ask("POST", path, options, text));
            } catch (IOException | RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        }, "order");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }

    private void follow(CompletableFuture<Answer> answer, String first) throws IOException {
        String next = first;
        long shown = System.nanoTime();
        boolean last = false;
        while (!last) {
            last = answer.isDone();
            if (last && answer.isCompletedExceptionally()) {
                return;
            }
            Answer events = line.ask("GET", "/events", options("since", next, "wait", last ? "0s" : WAIT), true);
            next = events.next();
            if (console.isLive()) {
                showTable();
            } else if (!events.body().isEmpty()) {
                events.body().lines().forEach(this::showEvent);
                shown = System.nanoTime();
            } else if (System.nanoTime() - shown > REMIND_NANOS) {
                console.progress(status().lines().findFirst().orElse(""));
                shown = System.nanoTime();
            }
        }
    }

    /** The agent's time is left away, it is that of another machine's clock, perhaps; ours stands before the line. */
    private void showEvent(String event) {
        console.progress(event.substring(event.indexOf(' ') + 1));
    }

    private void showTable() throws IOException {
        console.table(status());
    }

    private String status() throws IOException {
        return line.ask("GET", "/status", local ? options("local", "true") : Map.of(), true).body();
    }

    private static Map<String, String> options(String... pairs) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            options.put(pairs[at], pairs[at + 1]);
        }
        return options;
    }
}

package dev.allstop.core.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Gives an order and shows what happens until it is answered. */
final class Watch {

    private static final String WAIT = "1s";
    private static final long REMIND_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AgentLine line;
    private final Console console;
    private final boolean local;
    private volatile String next;
    private boolean finished;

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
        next = line.ask("GET", "/events", Map.of(), true).next();
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            Thread follower = new Thread(this::follow, "follow");
            follower.setDaemon(true);
            follower.start();
            Answer answer = line.ask("POST", path, options, text);
            finish();
            return answer;
        } finally {
            Runtime.getRuntime().removeShutdownHook(farewell);
        }
    }

    /** Until the order is answered, or the agent does not answer any more, of which the order's answer tells. */
    private void follow() {
        long shown = System.nanoTime();
        try {
            while (!isFinished()) {
                boolean news = show(line.ask("GET", "/events", options("since", next, "wait", WAIT), true));
                if (console.isLive()) {
                    showTable();
                } else if (news) {
                    shown = System.nanoTime();
                } else if (System.nanoTime() - shown > REMIND_NANOS) {
                    remind();
                    shown = System.nanoTime();
                }
            }
        } catch (IOException gone) {
            lost(gone);
        }
    }

    /** The events up to the answer are shown before the answer; what comes in later is dropped. */
    private synchronized void finish() {
        finished = true;
        try {
            Answer rest = line.ask("GET", "/events", options("since", next), true);
            if (!console.isLive()) {
                rest.body().lines().forEach(this::showEvent);
            }
        } catch (IOException gone) {
            return; // the answer is there, and that is what counts
        }
    }

    private synchronized void lost(IOException gone) {
        if (!finished) {
            console.progress("the agent does not tell any more what happens: " + gone.getMessage());
        }
    }

    private synchronized boolean isFinished() {
        return finished;
    }

    private synchronized boolean show(Answer events) {
        if (finished) {
            return true;
        }
        next = events.next();
        if (!console.isLive()) {
            events.body().lines().forEach(this::showEvent);
        }
        return !events.body().isEmpty();
    }

    private synchronized void remind() throws IOException {
        if (!finished) {
            console.progress(status().lines().findFirst().orElse(""));
        }
    }

    private synchronized void showTable() throws IOException {
        if (!finished) {
            console.table(status());
        }
    }

    /** The agent's time is left away, it is that of another machine's clock, perhaps; ours stands before the line. */
    private void showEvent(String event) {
        console.progress(event.substring(event.indexOf(' ') + 1));
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

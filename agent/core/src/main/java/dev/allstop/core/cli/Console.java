package dev.allstop.core.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * Result to standard output, progress to standard error. Always UTF-8, whatever the locale, since JSON must be. On a
 * terminal the progress is a table that updates in place, elsewhere one line per event.
 */
final class Console {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String CLEAR_LINE = "\u001b[2K";

    private final PrintStream out;
    private final PrintStream err;
    private final boolean live;
    private int tableLines;

    Console(PrintStream out, PrintStream err, boolean live) {
        this.out = out;
        this.err = err;
        this.live = live;
    }

    static Console standard() {
        return new Console(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8), isTerminal());
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    boolean isLive() {
        return live;
    }

    /** What was asked for. */
    synchronized void result(String text) {
        dropTable();
        out.print(text.endsWith("\n") ? text : text + "\n");
        out.flush();
    }

    /** A line of progress with the time. */
    synchronized void progress(String line) {
        dropTable();
        err.println(TIME.format(LocalTime.now()) + " " + line);
    }

    /** A line of progress as it is. */
    synchronized void line(String line) {
        dropTable();
        err.println(line);
    }

    /** Replaces the table shown before; for terminals. */
    synchronized void table(String text) {
        dropTable();
        String[] lines = text.stripTrailing().split("\n");
        // a terminal that breaks long lines would make the table longer than we think it is
        err.print("\u001b[?7l");
        for (String line : lines) {
            err.println(CLEAR_LINE + line);
        }
        err.print("\u001b[?7h");
        err.flush();
        tableLines = lines.length;
    }

    private void dropTable() {
        if (tableLines > 0) {
            // from the start of the line: a terminal that echoes Ctrl-C has moved the cursor
            err.print("\r\u001b[" + tableLines + "A\u001b[J");
            err.flush();
            tableLines = 0;
        }
    }

    private static boolean isTerminal() {
        String terminal = System.getenv("TERM");
        if (terminal == null || terminal.equals("dumb")) {
            return false;
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | RuntimeException unknown) {
            return System.console() != null;
        }
    }
}

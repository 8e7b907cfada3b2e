package dev.allstop.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/** What an order is about, checked by the agent. */
final class OrderOptions {

    @Option(names = "--timeout", paramLabel = "<duration>",
            description = "How long to wait, such as 30s, 5m or 1h; 0s orders and returns. Default: that of the agent.")
    private String timeout;

    @Option(names = "--select", paramLabel = "<conditions>",
            description = "Only these job servers: kind=quartz, name!=mail, node=web-1,web-2 or a label such as "
                    + "color=blue, several joined by &.")
    private String select;

    @Option(names = "--reason", paramLabel = "<text>", description = "Why, for those who see the stop.")
    private String reason;

    @Option(names = "--expect", paramLabel = "<nodes>",
            description = "Nodes that must answer: a number such as 12, or names such as web-1,web-2.")
    private String expect;

    @Option(names = "--sticky", description = "Hold JVMs that are started later as well.")
    private boolean sticky;

    @Option(names = "--lease", paramLabel = "<duration>",
            description = "End the stop by itself when nobody renews it for this long.")
    private String lease;

    @Option(names = "--on-deadline", paramLabel = "<action>",
            description = "What to do with jobs that still run at the deadline: report, resume, cancel, interrupt or "
                    + "giveback.")
    private String onDeadline;

    void addTo(Map<String, String> options) {
        put(options, "timeout", timeout);
        put(options, "select", select);
        put(options, "reason", reason);
        put(options, "expect", expect);
        put(options, "lease", lease);
        put(options, "onDeadline", onDeadline);
        if (sticky) {
            options.put("sticky", "true");
        }
        options.put("by", by());
    }

    /** The user who ordered it, behind sudo too. */
    static String by() {
        String sudo = System.getenv("SUDO_USER");
        String user = sudo == null || sudo.isBlank() ? System.getProperty("user.name") : sudo;
        String host = host();
        return host.isEmpty() ? user : user + "@" + host;
    }

    /** Without asking the name service, which takes its time. */
    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException unknown) {
            return "";
        }
    }

    private static void put(Map<String, String> options, String key, String value) {
        if (value != null) {
            options.put(key, value);
        }
    }
}

package dev.allstop.core.cli;

import java.util.Map;
import picocli.CommandLine.Option;

/** Which agent is asked, and whether it is asked for its fleet. */
final class TargetOptions {

    @Option(names = "--pid", paramLabel = "<pid>", converter = ProcessId.class,
            description = "The JVM to ask; without it any JVM of this user that has the agent.")
    private Long pid;

    @Option(names = "--local", description = "This one JVM only, not its fleet.")
    private boolean local;

    FoundAgent choose(Agents agents) {
        return agents.choose(pid, local);
    }

    boolean isLocal() {
        return local;
    }

    void addTo(Map<String, String> options) {
        if (local) {
            options.put("local", "true");
        }
    }
}

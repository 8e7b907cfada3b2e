package dev.allstop.core.cli;

import dev.allstop.core.report.TextTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "ps", description = "Lists the JVMs of this user that have the agent; those of every user for root.")
final class PsVerb implements Callable<Integer> {

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private OutputOption output;
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        List<FoundAgent> found = allstop.agents().all();
        allstop.console().result(output.isText() ? table(found) : json(found));
        if (found.isEmpty()) {
            throw allstop.agents().none();
        }
        return ExitCode.DONE;
    }

    private static String table(List<FoundAgent> found) {
        TextTable columns = new TextTable();
        columns.row("PID", "FLEET", "NODE", "STATE", "SERVERS", "JOBS", "VERSION");
        for (FoundAgent agent : found) {
            Map<String, String> facts = agent.facts();
            columns.row(Long.toString(agent.pid()), agent.fleet(), agent.node(),
                    facts.getOrDefault("state", "DOES NOT ANSWER"), facts.getOrDefault("servers", "-"),
                    facts.getOrDefault("jobsRunning", "-"), facts.getOrDefault("version", "-"));
        }
        return String.join("\n", columns.lines());
    }

    private static String json(List<FoundAgent> found) {
        List<String> objects = new ArrayList<>();
        for (FoundAgent agent : found) {
            objects.add("{\"pid\":" + agent.pid() + ",\"agent\":" + self(agent) + "}");
        }
        return "[" + String.join(",", objects) + "]";
    }

    /** As the agent writes it; null when it does not answer. */
    private static String self(FoundAgent agent) {
        try {
            return agent.answers() ? agent.line().ask("GET", "/node.json", Map.of(), false).body().strip() : "null";
        } catch (IOException gone) {
            return "null";
        }
    }
}

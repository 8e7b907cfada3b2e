package dev.allstop.core.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "status", description = "Shows every job server of every node and what runs now.")
final class StatusVerb implements Callable<Integer> {

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private TargetOptions target;
    @Mixin
    private OutputOption output;
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Map<String, String> options = new LinkedHashMap<>();
        target.addTo(options);
        return new Conversation(allstop, target, output).look("/status", options);
    }
}

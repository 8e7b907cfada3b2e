package dev.allstop.core.cli;

import dev.allstop.core.cli.Outcome.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "plan", description = "Shows what a stop with these options would touch, without touching it.")
final class PlanVerb implements Callable<Integer> {

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private TargetOptions target;
    @Mixin
    private OrderOptions order;
    @Mixin
    private OutputOption output;
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        Map<String, String> options = new LinkedHashMap<>();
        target.addTo(options);
        order.addTo(options);
        return new Conversation(allstop, target, output).order("/plan", options, Wanted.LOOK);
    }
}

package dev.allstop.core.cli;

import dev.allstop.core.cli.Outcome.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(name = "resume", description = "Brings back what stops have stopped.")
final class ResumeVerb implements Callable<Integer> {

    @ParentCommand
    private AllstopCommand allstop;
    @Parameters(arity = "0..1", paramLabel = "<hold>", description = "Ends this hold only, as status shows it; "
            + "without it all of them, with --local those that were ordered for this JVM alone.")
    private String hold;
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
        if (hold != null) {
            options.put("hold", hold);
        }
        options.put("by", OrderOptions.by());
        return new Conversation(allstop, target, output).order("/resume", options, Wanted.RESUME);
    }
}

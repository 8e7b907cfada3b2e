package dev.allstop.core.cli;

import dev.allstop.core.cli.Outcome.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

@Command(name = "shutdown", description = {"Stops the selected job servers, then ends them for good.",
    "They come back only with a restart of their JVM."})
final class ShutdownVerb implements Callable<Integer> {

    private static final String INTERRUPTED = "The stop goes on without you; what had not drained yet may not be shut "
            + "down. Look: allstop status.";

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private TargetOptions target;
    @Mixin
    private OrderOptions order;
    @Mixin
    private PageOption page;
    @Mixin
    private OutputOption output;
    @Mixin
    private HelpOption help;

    @Override
    public Integer call() {
        page.check();
        Map<String, String> options = new LinkedHashMap<>();
        target.addTo(options);
        order.addTo(options);
        return new Conversation(allstop, target, output).orderAndWatch("/shutdown", options, Wanted.HOLD, INTERRUPTED,
                page);
    }
}

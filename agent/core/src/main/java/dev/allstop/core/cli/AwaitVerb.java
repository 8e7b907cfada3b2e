package dev.allstop.core.cli;

import dev.allstop.core.cli.Outcome.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

@Command(name = "await", description = "Waits until everything that is held has drained; orders nothing.")
final class AwaitVerb implements Callable<Integer> {

    private static final String INTERRUPTED = "The stop goes on without you. Watch it again: allstop await.";

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private TargetOptions target;
    @Option(names = "--timeout", paramLabel = "<duration>",
            description = "How long to wait, such as 30s, 5m or 1h. Default: that of the agent.")
    private String timeout;
    @Option(names = "--expect", paramLabel = "<nodes>",
            description = "Nodes that must answer: a number such as 12, or names such as web-1,web-2.")
    private String expect;
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
        if (timeout != null) {
            options.put("timeout", timeout);
        }
        if (expect != null) {
            options.put("expect", expect);
        }
        return new Conversation(allstop, target, output).orderAndWatch("/await", options, Wanted.WAIT, INTERRUPTED,
                page);
    }
}

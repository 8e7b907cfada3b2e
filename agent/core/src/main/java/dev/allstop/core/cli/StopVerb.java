package dev.allstop.core.cli;

import dev.allstop.core.cli.Outcome.Wanted;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "stop", description = {"Lets no further job start, then waits until nothing runs.",
    "At the deadline it says what still runs; the stop goes on until it is resumed. Ctrl-C stops watching, not the stop."},
        footer = {"", "Examples:",
            "  allstop stop --timeout 5m --reason 'deploy 1.5.0' --expect 12",
            "  allstop stop --select 'color=blue&kind!=quartz' --on-deadline resume",
            "  allstop stop --local --pid 4711",
            "  allstop stop --no-wait && allstop await --html report.html"})
final class StopVerb implements Callable<Integer> {

    private static final String INTERRUPTED = "The stop goes on without you. Watch it again: allstop await. Undo it: "
            + "allstop resume.";

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private TargetOptions target;
    @Mixin
    private OrderOptions order;
    @Option(names = "--no-wait", description = "Order the stop and return at once; the same as --timeout 0s.")
    private boolean noWait;
    @Mixin
    private PageOption page;
    @Mixin
    private OutputOption output;
    @Mixin
    private HelpOption help;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> options = new LinkedHashMap<>();
        target.addTo(options);
        order.addTo(options);
        if (noWait && options.containsKey("timeout")) {
            throw new ParameterException(spec.commandLine(), "--no-wait and --timeout exclude each other: leave one out");
        }
        page.check();
        if (noWait && page.isWanted()) {
            throw new ParameterException(spec.commandLine(), "--no-wait and --html exclude each other: a page shows a stop that was "
                    + "waited for, write allstop await --html later");
        }
        if (noWait) {
            options.put("timeout", "0s");
            return new Conversation(allstop, target, output).order("/stop", options, Wanted.HOLD);
        }
        return new Conversation(allstop, target, output).orderAndWatch("/stop", options, Wanted.HOLD, INTERRUPTED,
                page);
    }
}

package dev.allstop.core.cli;

import java.io.File;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar allstop.jar <verb>}. */
@Command(name = "allstop", synopsisSubcommandLabel = "<verb>",
        description = {"Stops every background job of a fleet of JVMs, waits until none runs, and says so truthfully.", ""},
        footer = {"", "Examples:",
            "  allstop ps                                    which JVMs here have the agent",
            "  allstop stop --timeout 5m --reason 'deploy'   stop the fleet, wait, report",
            "  allstop stop --local --pid 4711               stop one JVM",
            "  allstop resume                                let everything run again",
            "", "Exit codes: 0 done, 1 internal error, 2 usage, 3 deadline passed and work still runs, 4 a node is missing, "
            + "unreachable or lost, 5 a server is not under control or a job started after the acknowledgement, 6 the hold "
            + "ended while waiting, 7 no agent reached."},
        usageHelpAutoWidth = true,
        subcommands = {PsVerb.class, AttachVerb.class, StatusVerb.class, PlanVerb.class, QuietVerb.class, StopVerb.class,
            AwaitVerb.class, ResumeVerb.class, ShutdownVerb.class, VersionVerb.class, CompletionVerb.class,
            HelpCommand.class})
public final class AllstopCommand implements Runnable {

    private final File agentJar;
    private final Console console;

    @Spec
    private CommandSpec spec;
    @Mixin
    private HelpOption help;

    AllstopCommand(File agentJar, Console console) {
        this.agentJar = agentJar;
        this.console = console;
    }

    /**
     * Runs one command.
     *
     * @param agentJar the jar that this code came from, which {@code attach} loads into other JVMs
     * @return the exit code, see {@code --help}
     */
    public static int run(String[] args, File agentJar) {
        return run(args, agentJar, Console.standard());
    }

    static int run(String[] args, File agentJar, Console console) {
        return commandLine(agentJar, console).execute(args);
    }

    static CommandLine commandLine(File agentJar, Console console) {
        CommandLine line = new CommandLine(new AllstopCommand(agentJar, console))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(console.out(), true))
                .setErr(new PrintWriter(console.err(), true));
        line.setParameterExceptionHandler(AllstopCommand::misused);
        line.setExecutionExceptionHandler((failed, command, parsed) -> failed(failed, console));
        return line;
    }

    Agents agents() {
        return new Agents(agentJar, console);
    }

    Console console() {
        return console;
    }

    File agentJar() {
        return agentJar;
    }

    /** No verb. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a verb is missing: write one of "
                + String.join(", ", spec.subcommands().keySet()));
    }

    private static int misused(ParameterException wrong, String[] args) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("allstop: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("allstop: try " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failed, Console console) {
        if (failed instanceof CommandFailed known) {
            console.line("allstop: " + known.getMessage());
            return known.exitCode();
        }
        console.line("allstop: " + failed);
        return ExitCode.INTERNAL_ERROR;
    }
}

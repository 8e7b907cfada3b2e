package dev.allstop.core.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(name = "completion", description = {"Writes the completion for bash and zsh.",
    "For a command called allstop: source <(allstop completion)"})
final class CompletionVerb implements Callable<Integer> {

    @ParentCommand
    private AllstopCommand allstop;
    @Mixin
    private HelpOption help;
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        allstop.console().result(AutoComplete.bash("allstop", spec.root().commandLine()));
        return ExitCode.DONE;
    }
}

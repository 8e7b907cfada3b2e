package dev.allstop.core.cli;

import picocli.CommandLine.Option;

/** {@code --help} of a verb, or of all of them. */
final class HelpOption {

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Shows this help.")
    private boolean asked;
}

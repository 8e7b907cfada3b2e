package dev.allstop.core.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A page about the order, to look at afterwards. */
final class PageOption {

    @Option(names = "--html", paramLabel = "<file>",
            description = "Write a page that shows the time line of the stop, node by node and job by job, to this file.")
    private Path file;
    @Spec(Spec.Target.MIXEE)
    private CommandSpec verb;

    boolean isWanted() {
        return file != null;
    }

    /** Before anything is ordered. */
    void check() {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        boolean possible = Files.exists(file) ? Files.isRegularFile(file) && Files.isWritable(file)
                : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
        if (!possible) {
            throw new ParameterException(verb.commandLine(), "cannot write a page to " + file
                    + ": name a file in a folder that is there and that you may write to");
        }
    }

    /** Nothing of what went wrong here changes what came of the order. */
    void write(AgentLine line, Answer answer, Console console) {
        if (file == null) {
            return;
        }
        try {
            Answer page = line.ask("GET", "/report.html", Map.of("hold", answer.hold()), true);
            if (page.status() != 200) {
                throw new IOException(page.body().strip());
            }
            Files.writeString(file, page.body());
            console.progress("wrote " + file);
        } catch (IOException unwritten) {
            console.line("allstop: there is no page: " + unwritten);
        }
    }
}

package dev.allstop.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the commands that the documentation shows, block by block, and compares what they print with what it shows, on a
 * {@link DocumentedFleet}. Commands in the running text: {@link CommandsInTextIT}.
 *
 * <p>A block of commands is marked {@code console}, and {@code without-agent} behind it makes {@code <pid>} the process of a JVM
 * that was started without the agent.
 */
@Execution(ExecutionMode.SAME_THREAD)
class DocsIT {

    @TempDir
    private static Path folder;
    private static DocumentedFleet fleet;

    static List<Path> documents() throws IOException {
        return Pages.all();
    }

    @BeforeAll
    static void theFleetOfTheDocumentation() throws Exception {
        fleet = new DocumentedFleet(folder);
    }

    @AfterAll
    static void end() {
        if (fleet != null) {
            fleet.close();
        }
    }

    @Test
    void noCommandIsShownThatIsNotTried() throws IOException {
        for (Path document : documents()) {
            for (CodeBlock block : CodeBlock.of(document)) {
                assertThat(block.language().equals("console") || block.lines().stream().noneMatch(ShownCommand::isCommand))
                        .as(block.where() + " shows a command: mark the block as console, and put \"$ \" before the command").isTrue();
            }
        }
    }

    @Test
    void theDeclarationThatIsShownIsTheOneThatTheConformanceSuiteRuns() throws IOException {
        List<String> shown = CodeBlock.of(Pages.REPOSITORY.resolve("agent/adapters/README.md")).stream()
                .filter(block -> block.language().equals("properties")).findFirst().orElseThrow().lines();
        assertThat(Files.readAllLines(DocumentedFleet.DECLARATION).stream().filter(line -> !line.startsWith("#")))
                .containsExactlyElementsOf(shown);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandPrintsWhatIsShown(Path document) throws Exception {
        List<String> wrong = new ArrayList<>();
        fleet.resume();
        for (CodeBlock block : CodeBlock.of(document)) {
            if (block.language().equals("console")) {
                fleet.awaitBusy();
                for (CodeBlock.Step step : block.steps()) {
                    tryOut(block, step, wrong);
                }
            }
        }
        assertThat(wrong).as("what is shown and does not happen").isEmpty();
    }

    private static void tryOut(CodeBlock block, CodeBlock.Step step, List<String> wrong) throws Exception {
        long pid = block.says("without-agent") ? fleet.older().pid() : fleet.speaker().pid();
        DocumentedFleet.Printed printed = fleet.run(step.command(), pid);
        String all = printed.err() + printed.out();
        // progress goes to standard error and may be left out
        Pattern shown = ShownOutput.pattern(step.shown());
        boolean alike = shown.matcher(all).matches() || shown.matcher(printed.out()).matches();
        if (!alike) {
            wrong.add("\n" + block.where() + "\n$ " + step.command() + "\n--- shown\n" + String.join("\n", step.shown())
                    + "\n--- happened\n" + all);
        }
    }
}

package dev.allstop.core.cli;

import picocli.CommandLine.Option;

/** How the result is written. */
final class OutputOption {

    enum Form {
        text, json
    }

    @Option(names = {"-o", "--output"}, defaultValue = "text", paramLabel = "text|json",
            description = "Form of the result: ${COMPLETION-CANDIDATES}.")
    private Form form;

    boolean isText() {
        return form == Form.text;
    }
}

package dev.allstop.it.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A fenced block of a Markdown file.
 *
 * @param line  where it begins, from 1
 * @param words behind the fence: the language, then what the test is to know
 */
record CodeBlock(Path file, int line, List<String> words, List<String> lines) {

    /**
     * A command and what it prints.
     *
     * @param shown without the command itself
     */
    record Step(String command, List<String> shown) {
    }

    static List<CodeBlock> of(Path file) throws IOException {
        List<CodeBlock> blocks = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith("```")) {
                int end = at + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                blocks.add(new CodeBlock(file, at + 1, List.of(lines.get(at).substring(3).strip().split(" +")),
                        List.copyOf(lines.subList(at + 1, end))));
                at = end;
            }
        }
        return blocks;
    }

    String language() {
        return words.get(0);
    }

    boolean says(String word) {
        return words.contains(word);
    }

    /** Commands stand behind {@code $}, what they go on with behind {@code >}. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith("$ ")) {
                steps.add(new Step(line.substring(2), new ArrayList<>()));
            } else if (steps.isEmpty()) {
                throw new IllegalStateException(where() + ": a console block begins with a command behind \"$ \"");
            } else if (line.startsWith("> ")) {
                Step begun = steps.remove(steps.size() - 1);
                steps.add(new Step(begun.command() + "\n" + line.substring(2), begun.shown()));
            } else {
                steps.get(steps.size() - 1).shown().add(line);
            }
        }
        return steps;
    }

    String where() {
        return file.getFileName() + ":" + line;
    }
}

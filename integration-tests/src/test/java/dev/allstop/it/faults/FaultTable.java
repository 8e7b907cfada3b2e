package dev.allstop.it.faults;

import dev.allstop.it.faults.Round.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One row for each round, on standard output as they end, and all of them in {@code target/faults.md}. */
final class FaultTable {

    private static final String HEAD = "| round | seed | fault | phase | victim | nodes | stack | verdicts | invariants | seconds |";

    private final long seed;
    private final List<Outcome> outcomes = new ArrayList<>();

    FaultTable(long seed) {
        this.seed = seed;
        System.out.println("Fault rounds, seed " + seed + ": to repeat, -Dallstop.it.faults.seed=" + seed
                + "; one round alone, -Dallstop.it.faults.only=<round>");
        System.out.println(HEAD);
    }

    synchronized void add(Outcome outcome) {
        outcomes.add(outcome);
        System.out.println(row(outcome));
        outcome.broken().forEach(what -> System.out.println("    round " + outcome.scenario().round() + " BROKEN: " + what));
    }

    private static String row(Outcome outcome) {
        Scenario scenario = outcome.scenario();
        return "| " + scenario.round() + " | " + scenario.seed() + " | " + scenario.fault() + " | " + scenario.phase() + " | "
                + scenario.victim() + " | " + outcome.nodes() + " | " + outcome.stack() + " | " + outcome.verdicts() + " | "
                + (outcome.broken().isEmpty() ? "held" : "**BROKEN**") + " | " + outcome.seconds() + " |";
    }

    synchronized void write() {
        List<String> lines = new ArrayList<>(List.of("Seed " + seed + ", " + outcomes.size() + " rounds, "
                + outcomes.stream().filter(outcome -> !outcome.broken().isEmpty()).count() + " broken.", "", HEAD,
                "|---|---|---|---|---|---|---|---|---|---|"));
        outcomes.sort(Comparator.comparingInt(outcome -> outcome.scenario().round()));
        outcomes.forEach(outcome -> lines.add(row(outcome)));
        lines.addAll(List.of("", "| fault | at | victims | nodes | rounds | broken |", "|---|---|---|---|---|---|"));
        for (Fault fault : Fault.values()) {
            List<Outcome> played = outcomes.stream().filter(outcome -> outcome.scenario().fault() == fault).toList();
            lines.add("| " + fault + " | " + different(played, Scenario::phase) + " | " + different(played, Scenario::victim)
                    + " | " + different(played, Scenario::nodes) + " | " + played.size() + " | "
                    + played.stream().filter(outcome -> !outcome.broken().isEmpty()).count() + " |");
        }
        outcomes.stream().filter(outcome -> !outcome.broken().isEmpty()).forEach(outcome -> {
            lines.add("");
            lines.add("Round " + outcome.scenario().round() + ":");
            outcome.broken().forEach(what -> lines.add("- " + what));
        });
        try {
            Files.write(Path.of(System.getProperty("allstop.it.output")).resolveSibling("faults.md"), lines);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static String different(List<Outcome> outcomes, Function<Scenario, Comparable<?>> what) {
        return outcomes.stream().map(outcome -> what.apply(outcome.scenario())).distinct().sorted().map(Object::toString)
                .collect(Collectors.joining(", "));
    }

    synchronized int rounds() {
        return outcomes.size();
    }

    synchronized List<String> broken() {
        return outcomes.stream().flatMap(outcome -> outcome.broken().stream()
                .map(what -> "round " + outcome.scenario().round() + " (" + outcome.scenario() + "): " + what)).toList();
    }
}

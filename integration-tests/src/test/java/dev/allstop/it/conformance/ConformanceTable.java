package dev.allstop.it.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.allstop.it.conformance.Variant.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * Collects what every test has shown for its row and writes the table when the last one has run; where a README is named
 * and every row has run whole, into that as well, so that it says what was seen and nothing else. When failed tests are run
 * once more, in the same JVM, what they show then takes the place of what they had shown, and all else stays.
 */
final class ConformanceTable implements AfterEachCallback {

    private static final String HELD = "held";
    private static final String BROKEN = "broken";
    private static final String README = System.getProperty("allstop.it.readme", "");
    private static final String BEGIN = "<!-- written by ./mvnw verify -Pmatrix -->";
    private static final String END = "<!-- end of what -Pmatrix has written -->";

    /** Of this JVM, since for JUnit a rerun of failed tests is a run of its own. */
    private static final Outcomes OUTCOMES = new Outcomes();

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Proves proves = context.getRequiredTestMethod().getAnnotation(Proves.class);
        if (proves == null) {
            return;
        }
        Row row = ((ConformanceIT) context.getRequiredTestInstance()).row();
        Optional<Throwable> failure = context.getExecutionException();
        String outcome = failure.isEmpty() ? HELD
                : failure.get() instanceof TestAbortedException cannot ? cannot.getMessage() : BROKEN;
        context.getRoot().getStore(Namespace.create(ConformanceTable.class))
                .getOrComputeIfAbsent(Outcomes.class, key -> OUTCOMES, Outcomes.class)
                .add(row, proves.value(), outcome);
    }

    static final class Outcomes implements AutoCloseable {

        /** In the order of the variants, whatever test ends first. */
        private final Map<Row, Map<Guarantee, String>> rows = new LinkedHashMap<>();

        Outcomes() {
            Variant.rows().forEach(row -> rows.put(row, new EnumMap<>(Guarantee.class)));
        }

        synchronized void add(Row row, Guarantee guarantee, String outcome) {
            rows.get(row).put(guarantee, outcome);
        }

        @Override
        public synchronized void close() throws Exception {
            Path folder = Path.of(System.getProperty("allstop.it.output")).getParent();
            String table = markdown();
            Files.writeString(folder.resolve("conformance.md"), table);
            if (!README.isEmpty() && Variant.allRows() && rows.values().stream()
                    .allMatch(outcomes -> outcomes.size() == Guarantee.values().length)) {
                putInto(Path.of(README), table);
            }
            Map<String, Map<String, String>> json = new LinkedHashMap<>();
            rows.forEach((row, outcomes) -> {
                Map<String, String> byLetter = new LinkedHashMap<>();
                for (Guarantee guarantee : Guarantee.values()) {
                    byLetter.put(guarantee.letter(), outcomes.getOrDefault(guarantee, "not run"));
                }
                json.put(row.toString(), byLetter);
            });
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(folder.resolve("conformance.json").toFile(), json);
        }

        private static void putInto(Path readme, String table) throws IOException {
            String text = Files.readString(readme);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IOException(readme + " has no lines \"" + BEGIN + "\" and \"" + END + "\" to put the table between");
            }
            Files.writeString(readme, text.substring(0, begin + BEGIN.length()) + "\n" + table + text.substring(end));
        }

        /** A line for all versions of a variant of which the same was seen. */
        private record Line(String variant, Map<Guarantee, String> outcomes) {
        }

        private Map<Line, List<String>> lines() {
            Map<Line, List<String>> lines = new LinkedHashMap<>();
            rows.forEach((row, outcomes) -> lines
                    .computeIfAbsent(new Line(row.variantName(), outcomes), none -> new ArrayList<>()).add(0, row.version()));
            return lines;
        }

        private String markdown() {
            StringJoiner head = new StringJoiner(" | ", "| | versions | ", " |\n");
            StringJoiner line = new StringJoiner("|", "|---|---|", "|\n");
            StringBuilder legend = new StringBuilder("\n");
            for (Guarantee guarantee : Guarantee.values()) {
                head.add(guarantee.letter());
                line.add(":-:");
                legend.append("- **").append(guarantee.letter()).append("** ").append(guarantee.meaning()).append('\n');
            }
            StringBuilder table = new StringBuilder(head.toString()).append(line);
            Map<String, Integer> notes = new LinkedHashMap<>();
            lines().forEach((seen, versions) -> {
                StringJoiner cells = new StringJoiner(" | ",
                        "| " + seen.variant() + " | " + String.join(", ", versions) + " | ", " |\n");
                for (Guarantee guarantee : Guarantee.values()) {
                    cells.add(cell(seen.outcomes().getOrDefault(guarantee, ""), notes));
                }
                table.append(cells);
            });
            legend.append('\n');
            notes.forEach((why, number) -> legend.append("- (").append(number).append(") ").append(why).append('\n'));
            return table.append(legend).toString();
        }

        private static String cell(String outcome, Map<String, Integer> notes) {
            return switch (outcome) {
                case "" -> "";
                case HELD -> "✓";
                case BROKEN -> "✗";
                default -> {
                    notes.putIfAbsent(outcome, notes.size() + 1);
                    yield "(" + notes.get(outcome) + ")";
                }
            };
        }
    }
}

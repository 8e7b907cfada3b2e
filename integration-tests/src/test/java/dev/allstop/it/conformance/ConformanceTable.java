package dev.allstop.it.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.allstop.it.conformance.Variant.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * Collects what every test has shown for its row and writes the table when the last one has run; where a README is named
 * and every row has run whole, into that as well, so that it says what was seen and nothing else.
 */
final class ConformanceTable implements AfterEachCallback {

    private static final String HELD = "held";
    private static final String README = System.getProperty("allstop.it.readme", "");
    private static final String BEGIN = "<!-- written by ./mvnw verify -Pmatrix -->";
    private static final String END = "<!-- end of what -Pmatrix has written -->";

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        Proves proves = context.getRequiredTestMethod().getAnnotation(Proves.class);
        if (proves == null) {
            return;
        }
        Row row = ((ConformanceIT) context.getRequiredTestInstance()).row();
        Optional<Throwable> failure = context.getExecutionException();
        String outcome = failure.isEmpty() ? HELD
                : failure.get() instanceof TestAbortedException cannot ? cannot.getMessage() : "broken";
        context.getRoot().getStore(Namespace.create(ConformanceTable.class))
                .getOrComputeIfAbsent(Outcomes.class, key -> new Outcomes(), Outcomes.class)
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

        private String markdown() {
            StringJoiner head = new StringJoiner(" | ", "| | ", " |\n");
            StringJoiner line = new StringJoiner("|", "|---|", "|\n");
            StringBuilder legend = new StringBuilder("\n");
            for (Guarantee guarantee : Guarantee.values()) {
                head.add(guarantee.letter());
                line.add(":-:");
                legend.append("- **").append(guarantee.letter()).append("** ").append(guarantee.meaning()).append('\n');
            }
            StringBuilder table = new StringBuilder(head.toString()).append(line);
            Map<String, Integer> notes = new LinkedHashMap<>();
            for (Map.Entry<Row, Map<Guarantee, String>> row : rows.entrySet()) {
                StringJoiner cells = new StringJoiner(" | ", "| " + row.getKey() + " | ", " |\n");
                for (Guarantee guarantee : Guarantee.values()) {
                    String outcome = row.getValue().getOrDefault(guarantee, "");
                    if (outcome.equals(HELD)) {
                        cells.add("✓");
                    } else if (outcome.equals("broken") || outcome.isEmpty()) {
                        cells.add(outcome.isEmpty() ? "" : "✗");
                    } else {
                        notes.putIfAbsent(outcome, notes.size() + 1);
                        cells.add("(" + notes.get(outcome) + ")");
                    }
                }
                table.append(cells);
            }
            legend.append('\n');
            notes.forEach((why, number) -> legend.append("- (").append(number).append(") ").append(why).append('\n'));
            return table.append(legend).toString();
        }
    }
}

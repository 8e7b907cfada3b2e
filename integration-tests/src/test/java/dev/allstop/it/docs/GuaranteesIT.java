package dev.allstop.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every line of the tables of what is guaranteed, and what is not, names the tests that show it, and they exist. */
class GuaranteesIT {

    /** {@code SomeTest}, {@code SomeTest.someMethod}, or {@code .anotherMethod} of the class named before. */
    private static final Pattern NAMED = Pattern.compile("`(?:(\\w+(?:Test|IT)))?(?:\\.(\\w+))?`");

    private record Row(String table, String line, String shownBy) {
    }

    /** Rows of the tables whose last column is headed "shown by". */
    private static List<Row> rows(String document) throws IOException {
        List<Row> rows = new ArrayList<>();
        String head = "";
        for (String line : Files.readAllLines(Pages.REPOSITORY.resolve(document))) {
            if (!line.startsWith("|")) {
                head = "";
            } else if (head.isEmpty()) {
                head = line;
            } else if (head.contains("shown by |") && !line.startsWith("|---")) {
                String[] cells = line.split("\\|", -1);
                rows.add(new Row(head, line, cells[cells.length - 2]));
            }
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "jgroups-config/README.md"})
    void everyLineNamesItsTestsAndTheyExist(String document) throws IOException {
        List<Row> rows = rows(document);
        assertThat(rows).hasSizeGreaterThan(8);
        for (Row row : rows) {
            String test = "";
            Matcher named = NAMED.matcher(row.shownBy());
            while (named.find()) {
                test = named.group(1) == null ? test : named.group(1);
                assertThat(test).as(row.line()).isNotEmpty();
                Tests.exist(test, named.group(2) == null ? "" : named.group(2), document);
            }
            assertThat(test).as("a test that shows: " + row.line()).isNotEmpty();
        }
    }

    @Test
    void theReadmeSaysWhatIsNotGuaranteedToo() throws IOException {
        assertThat(rows("README.md")).anyMatch(row -> row.line().startsWith("| **not**"));
    }
}

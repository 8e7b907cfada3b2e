package dev.allstop.core.report;

import java.util.ArrayList;
import java.util.List;

/** Columns padded to the same width, two spaces apart, no trailing blanks. */
public final class TextTable {

    private final List<String[]> rows = new ArrayList<>();

    /** The first row says how many columns there are. */
    public void row(String... cells) {
        rows.add(cells);
    }

    /** All rows, padded. */
    public List<String> lines() {
        int[] widths = new int[rows.get(0).length];
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                widths[column] = Math.max(widths[column], row[column].codePointCount(0, row[column].length()));
            }
        }
        List<String> lines = new ArrayList<>();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.length; column++) {
                line.append(row[column]);
                int missing = widths[column] - row[column].codePointCount(0, row[column].length()) + 2;
                line.append(" ".repeat(missing));
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}

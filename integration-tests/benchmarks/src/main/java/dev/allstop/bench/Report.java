package dev.allstop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes chapter after chapter, to a file and to standard output, each as soon as it is measured. */
public final class Report {

    private final Path file;
    private final StringBuilder text = new StringBuilder();

    public Report(String title, Path file) throws IOException {
        this.file = file;
        Files.createDirectories(file.getParent());
        text.append("# ").append(title).append("\n\n").append(machine()).append("\n");
    }

    /** @param only names of chapters, by comma; empty for all */
    public void write(List<? extends Chapter> chapters, String only) throws Exception {
        Set<String> wanted = only.isBlank() ? Set.of() : Set.of(only.split(","));
        List<String> names = chapters.stream().map(Chapter::name).toList();
        if (!names.containsAll(wanted)) {
            throw new IllegalArgumentException("only=" + only + " names what there is not: write some of "
                    + String.join(",", names));
        }
        for (Chapter chapter : chapters) {
            if (wanted.isEmpty() || wanted.contains(chapter.name())) {
                System.out.println("measuring " + chapter.name() + " …");
                String table = table(chapter, chapter.measure());
                System.out.println(table);
                text.append('\n').append(table);
                Files.writeString(file, text);
            }
        }
        System.out.println("written to " + file);
    }

    private static String table(Chapter chapter, List<Row> rows) {
        StringBuilder table = new StringBuilder("## ").append(chapter.name()).append("\n\n").append(chapter.method())
                .append("\n\n| what | baseline | with Allstop | compared | budget | |\n|---|---|---|---|---|---|\n");
        for (Row row : rows) {
            table.append("| ").append(String.join(" | ", row.what(), row.baseline(), row.withAllstop(), row.compared(),
                    row.budget(), row.verdict())).append(" |\n");
        }
        return table.toString();
    }

    private static String machine() throws IOException {
        Path load = Path.of("/proc/loadavg");
        return String.format(Locale.ROOT, "%d processors, %s %s, JDK %s%s. Medians; everything in one row was measured in "
                        + "turns in the same run.%n", Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"), System.getProperty("os.version"), Runtime.version(),
                Files.exists(load) ? ", load at the start " + Files.readString(load).split(" ")[0] : "");
    }
}

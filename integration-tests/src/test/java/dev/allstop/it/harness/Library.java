package dev.allstop.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One kind of job server in one version: a folder {@code target/libs/<kind>-<version>} that the build has filled. */
public record Library(String kind, String version) {

    /** No library at all: the classes of this module. */
    public static final Library IN_HOUSE = new Library("in-house", "class");

    private static final Path LIBS = Path.of(System.getProperty("allstop.it.libs"));

    /** All versions that the build has laid out, newest first. */
    public static List<Library> all(String kind) {
        try (Stream<Path> folders = Files.list(LIBS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.matches(kind + "-[0-9].*"))
                    .map(name -> new Library(kind, name.substring(kind.length() + 1)))
                    .sorted(Comparator.comparing((Library library) -> sortable(library.version)).reversed()).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static Library newest(String kind) {
        return all(kind).stream().findFirst().orElseThrow(() -> new IllegalStateException("no " + kind + "-* in " + LIBS));
    }

    public boolean isBefore(String otherVersion) {
        return sortable(version).compareTo(sortable(otherVersion)) < 0;
    }

    private static String sortable(String version) {
        StringBuilder padded = new StringBuilder();
        for (String part : version.split("[^0-9]+")) {
            padded.append(String.format("%8s", part));
        }
        return padded.toString();
    }

    /** The jars of this version and those that every subject needs. */
    public List<Path> classPath() {
        return Stream.concat(jars().stream(), folder("common").stream()).toList();
    }

    /** The jars of this version alone. */
    public List<Path> jars() {
        return equals(IN_HOUSE) ? List.of() : jars(LIBS.resolve(kind + "-" + version)).toList();
    }

    /** The jars in a folder of {@code target/libs} that is no kind of job server. */
    public static List<Path> folder(String name) {
        return jars(LIBS.resolve(name)).toList();
    }

    private static Stream<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String toString() {
        return kind + " " + version;
    }
}

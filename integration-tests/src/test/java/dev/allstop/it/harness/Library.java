package dev.allstop.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One kind of job server in one version: a folder {@code <kind>-<version>} that a module of {@code libraries} has filled
 * with its class path. Versions other than the newest are seen in the profile {@code matrix} only.
 */
public record Library(String kind, String version) {

    /** No library at all: the classes of this module. */
    public static final Library IN_HOUSE = new Library("in-house", "class");

    /** What every JVM has. */
    public static final Library JDK = new Library("executor", "JDK " + Runtime.version().feature());

    private static final Path MODULES = Path.of(System.getProperty("allstop.it.libraries"));
    private static final List<String> LAID_OUT = Boolean.getBoolean("allstop.it.matrix") ? List.of("libs", "older")
            : List.of("libs");

    /** All versions that the build has laid out, newest first. */
    public static List<Library> all(String kind) {
        return folders().stream().map(folder -> folder.getFileName().toString())
                .filter(name -> name.matches(kind + "-[0-9].*"))
                .map(name -> new Library(kind, name.substring(kind.length() + 1)))
                .sorted(Comparator.comparing((Library library) -> sortable(library.version)).reversed()).toList();
    }

    public static Library newest(String kind) {
        return all(kind).stream().findFirst()
                .orElseThrow(() -> new IllegalStateException("no module in " + MODULES + " has laid out " + kind + "-*"));
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

    /** The jars of this version, and those that every subject needs and this version has not itself. */
    public List<Path> classPath() {
        List<Path> own = jars();
        Set<String> artifacts = own.stream().map(Library::artifact).collect(Collectors.toSet());
        return Stream.concat(own.stream(),
                folder("common").stream().filter(jar -> !artifacts.contains(artifact(jar)))).toList();
    }

    private static String artifact(Path jar) {
        return jar.getFileName().toString().replaceFirst("-[0-9].*", "");
    }

    /** The jars of this version alone. */
    public List<Path> jars() {
        return equals(IN_HOUSE) || equals(JDK) ? List.of() : folder(kind + "-" + version);
    }

    /** The jars in a folder that a module has laid out. */
    public static List<Path> folder(String name) {
        return children(path(name)).filter(file -> file.toString().endsWith(".jar")).toList();
    }

    /** A folder that a module has laid out. */
    public static Path path(String name) {
        return folders().stream().filter(folder -> folder.endsWith(name)).findFirst()
                .orElseThrow(() -> new IllegalStateException("no module in " + MODULES + " has laid out " + name));
    }

    private static List<Path> folders() {
        return children(MODULES).flatMap(module -> LAID_OUT.stream().map(module.resolve("target")::resolve))
                .filter(Files::isDirectory).flatMap(Library::children).toList();
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public String toString() {
        return kind + " " + version;
    }
}

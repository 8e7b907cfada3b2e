package dev.allstop.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The JDKs of this machine. */
public final class Jdks {

    private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");

    private Jdks() {
    }

    /** A JDK by its home and the first number of its version. */
    public record Jdk(Path home, int feature) {

        @Override
        public String toString() {
            return "JDK " + feature;
        }
    }

    /** The one that runs this, and the newest that is installed in the usual place. */
    public static List<Jdk> thisAndNewest() throws IOException {
        Jdk current = new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
        if (!Files.isDirectory(USUAL_PLACE)) {
            return List.of(current);
        }
        try (Stream<Path> homes = Files.list(USUAL_PLACE)) {
            Optional<Jdk> newest = homes.flatMap(home -> feature(home).stream().map(feature -> new Jdk(home, feature)))
                    .max(Comparator.comparingInt(Jdk::feature));
            return Stream.concat(Stream.of(current), newest.filter(jdk -> jdk.feature > current.feature).stream()).toList();
        }
    }

    /** The newest, where it is newer than the one that runs this. */
    public static Optional<Jdk> newer() throws IOException {
        return thisAndNewest().stream().skip(1).findFirst();
    }

    private static Optional<Integer> feature(Path home) {
        try (Stream<String> lines = Files.lines(home.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Runtime.Version.parse(line.replaceAll("JAVA_VERSION=|\"", "")).feature()).findFirst();
        } catch (IOException noJdk) {
            return Optional.empty();
        }
    }
}

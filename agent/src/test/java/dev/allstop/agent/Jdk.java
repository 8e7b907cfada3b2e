package dev.allstop.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JDK of this machine to fork JVMs from: the one that runs the tests, those that the environment variable
 * {@code ALLSTOP_TEST_JDKS} names (separated like a class path), and without that variable those in /usr/lib/jvm.
 */
record Jdk(Path home, int version) {

    static List<Jdk> all() throws IOException {
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(Path.of(System.getProperty("java.home")).toRealPath());
        for (Path candidate : candidates()) {
            if (Files.isExecutable(candidate.resolve("bin/java")) && Files.exists(candidate.resolve("release"))) {
                homes.add(candidate.toRealPath());
            }
        }
        List<Jdk> jdks = new ArrayList<>();
        for (Path home : homes) {
            Jdk jdk = new Jdk(home, versionOf(home));
            if (jdk.version() >= LaunchChecks.OLDEST_JAVA) {
                jdks.add(jdk);
            }
        }
        return jdks;
    }

    private static List<Path> candidates() throws IOException {
        String named = System.getenv("ALLSTOP_TEST_JDKS");
        if (named != null) {
            return Stream.of(named.split(File.pathSeparator)).filter(path -> !path.isBlank()).map(Path::of).toList();
        }
        Path usual = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(usual)) {
            return List.of();
        }
        try (Stream<Path> jvms = Files.list(usual)) {
            return jvms.sorted().toList();
        }
    }

    private static int versionOf(Path home) throws IOException {
        Properties release = new Properties();
        try (var in = Files.newBufferedReader(home.resolve("release"))) {
            release.load(in);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        return Integer.parseInt(version.split("[.\\-+]")[version.startsWith("1.") ? 1 : 0]);
    }

    Path java() {
        return tool("java");
    }

    Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }

    boolean has(String tool) {
        return Files.isExecutable(tool(tool));
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}

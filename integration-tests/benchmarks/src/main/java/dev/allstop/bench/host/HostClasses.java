package dev.allstop.bench.host;

import dev.allstop.it.harness.HostJvm;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path of measured JVMs. */
public final class HostClasses {

    private HostClasses() {
    }

    /** This module's classes, those of the integration tests, and these. */
    public static List<Path> with(List<Path> libraries) {
        try {
            Path own = Path.of(HostClasses.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Stream.concat(Stream.of(own, HostJvm.classes()), libraries.stream()).toList();
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** All that this JVM has, the JGroups of the jar and the shipped stacks among it. */
    public static List<Path> all() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }
}

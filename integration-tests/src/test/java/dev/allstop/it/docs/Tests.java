package dev.allstop.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Tests that the documentation names. */
final class Tests {

    private Tests() {
    }

    /**
     * @param test   simple name of its class
     * @param method empty for all of them
     */
    static void exist(String test, String method, String namedBy) throws IOException {
        String source = Files.readString(source(test));
        if (!method.isEmpty()) {
            assertThat(source).as(test + "." + method + ", named by " + namedBy).containsPattern("void " + method + "\\(");
        }
    }

    private static Path source(String test) throws IOException {
        try (Stream<Path> files = Files.walk(Pages.REPOSITORY)) {
            return files.filter(file -> file.endsWith(test + ".java") && file.toString().contains("src/test/java")).findAny()
                    .orElseThrow(() -> new AssertionError("there is no test " + test));
        }
    }
}

package dev.allstop.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Jars made for one test. */
final class JarBuilder {

    private final Map<String, byte[]> entries = new TreeMap<>();

    JarBuilder with(String entry, String text) {
        return with(entry, text.getBytes(StandardCharsets.UTF_8));
    }

    JarBuilder with(String entry, byte[] content) {
        entries.put(entry, content);
        return this;
    }

    /** As the build stores the core's classes. */
    JarBuilder withIsolated(Class<?> type) {
        return with("allstop/" + type.getName().replace('.', '/') + ".classdata", bytes(type));
    }

    JarBuilder withClass(Class<?> type) {
        return with(type.getName().replace('.', '/') + ".class", bytes(type));
    }

    Path writeTo(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }

    static byte[] bytes(Class<?> type) {
        String resource = '/' + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.allstop.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** Makes a library look like one that nobody has seen: it works as before, under other names. */
public final class Disguise {

    private Disguise() {
    }

    /**
     * Writes a class with a field renamed into a folder, to stand before the library on the class path.
     *
     * @param className fully qualified; no other class may use the field
     */
    public static void renameField(Library library, String className, String field, Path folder) throws IOException {
        write(library, className, className, Map.of(internal(className) + "." + field, field + "Renamed"), folder);
    }

    /** Writes a copy of a class under another name into a folder. */
    public static void copyClass(Library library, String className, String copyName, Path folder) throws IOException {
        write(library, className, copyName, Map.of(internal(className), internal(copyName)), folder);
    }

    private static void write(Library library, String from, String to, Map<String, String> names, Path folder)
            throws IOException {
        Path file = folder.resolve(internal(to) + ".class");
        Files.createDirectories(file.getParent());
        List<URL> jars = new ArrayList<>();
        for (Path jar : library.jars()) {
            jars.add(jar.toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), null);
                InputStream original = loader.getResourceAsStream(internal(from) + ".class")) {
            ClassWriter written = new ClassWriter(0);
            new ClassReader(original).accept(new ClassRemapper(written, new SimpleRemapper(names)), 0);
            Files.write(file, written.toByteArray());
        }
    }

    private static String internal(String className) {
        return className.replace('.', '/');
    }
}

package dev.allstop.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.SimpleRemapper;

/** Makes a library look like a version that nobody has seen: it works as before, but a field has another name. */
public final class RenamedField {

    private RenamedField() {
    }

    /**
     * Writes the class with the field renamed into a folder, to stand before the library on the class path.
     *
     * @param className fully qualified; no other class may use the field
     */
    public static void in(Library library, String className, String field, Path folder) throws IOException {
        String internalName = className.replace('.', '/');
        Path file = folder.resolve(internalName + ".class");
        Files.createDirectories(file.getParent());
        try (JarFile jar = new JarFile(library.jars().get(0).toFile());
                InputStream original = jar.getInputStream(jar.getEntry(internalName + ".class"))) {
            ClassWriter renamed = new ClassWriter(0);
            new ClassReader(original).accept(new ClassRemapper(renamed,
                    new SimpleRemapper(internalName + "." + field, field + "Renamed")), 0);
            Files.write(file, renamed.toByteArray());
        }
    }
}

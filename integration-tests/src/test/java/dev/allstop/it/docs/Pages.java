package dev.allstop.it.docs;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The files of the repository in which operators read commands. */
final class Pages {

    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".mvn");
    private static final Pattern MANIFEST = Pattern.compile("(?:demo-host|jgroups-config)/.*\\.(?:ya?ml|service|conf|j2|cfg|xml)");

    private Pages() {
    }

    /** Every Markdown file. */
    static List<Path> all() throws IOException {
        return files(Pattern.compile(".*\\.md"));
    }

    /** What is copied from beside the pages: units, manifests, playbooks, stacks. */
    static List<Path> manifests() throws IOException {
        return files(MANIFEST);
    }

    static String name(Path file) {
        return REPOSITORY.relativize(file).toString();
    }

    private static List<Path> files(Pattern wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(REPOSITORY, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString()) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (wanted.matcher(name(file)).matches()) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(found);
        return found;
    }
}

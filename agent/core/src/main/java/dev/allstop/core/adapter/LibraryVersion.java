package dev.allstop.core.adapter;

import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the version a library's class came with: the manifest's Implementation-Version, else what the name of
 * its jar says.
 */
final class LibraryVersion {

    private static final Pattern JAR_NAME = Pattern.compile("-([0-9][^/!]*?)\\.jar");

    private LibraryVersion() {
    }

    static String of(Class<?> type) {
        String manifest = type.getPackage() == null ? null : type.getPackage().getImplementationVersion();
        if (manifest != null && !manifest.isBlank()) {
            return manifest;
        }
        URL location = type.getResource("/" + type.getName().replace('.', '/') + ".class");
        if (location == null) {
            return "unknown";
        }
        Matcher name = JAR_NAME.matcher(location.toString());
        String last = null;
        while (name.find()) {
            last = name.group(1);
        }
        return last == null ? "unknown" : last;
    }
}

package dev.allstop.adapters.declared;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A properties file, which {@link Properties} alone reads without telling where an entry stands. */
final class Lines {

    private Lines() {
    }

    static List<Line> read(File file) throws IOException {
        List<Line> entries = new ArrayList<>();
        StringBuilder entry = new StringBuilder();
        int begin = 0;
        int number = 0;
        for (String line : Files.readAllLines(file.toPath(), StandardCharsets.UTF_8)) {
            number++;
            String text = line.stripLeading();
            if (entry.length() == 0) {
                if (text.isEmpty() || text.charAt(0) == '#' || text.charAt(0) == '!') {
                    continue;
                }
                begin = number;
            }
            if (goesOn(text)) {
                entry.append(text, 0, text.length() - 1);
            } else {
                entries.add(entry(file, begin, entry.append(text).toString()));
                entry.setLength(0);
            }
        }
        if (entry.length() > 0) {
            entries.add(entry(file, begin, entry.toString()));
        }
        return entries;
    }

    /** An odd number of backslashes at the end: an even one is as many half. */
    private static boolean goesOn(String text) {
        int backslashes = 0;
        while (backslashes < text.length() && text.charAt(text.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static Line entry(File file, int number, String text) throws IOException {
        Properties one = new Properties();
        try {
            one.load(new StringReader(text));
        } catch (IllegalArgumentException badEscape) {
            throw new Line(file, number, text, "").malformed("has a \\u that four hexadecimal digits do not follow");
        }
        String key = one.stringPropertyNames().iterator().next();
        return new Line(file, number, key, one.getProperty(key).strip());
    }
}

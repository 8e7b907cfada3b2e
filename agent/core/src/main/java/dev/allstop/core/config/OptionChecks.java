package dev.allstop.core.config;

import dev.allstop.core.fleet.channel.FleetSecret;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what was written into what was meant, or refuses it. */
final class OptionChecks {

    private static final int LONGEST_NAME = 100;

    private OptionChecks() {
    }

    /**
     * A name that can be written in a selector, an expectation and a report: those separate by {@code , ; & = !} and
     * the report is a table.
     */
    static void name(OptionValues values, OptionKey key, String text) {
        if (!isName(text)) {
            throw values.refuseForm(key, text,
                    "is no name: it must be 1 to 100 characters without spaces and , ; & = ! \" '");
        }
    }

    private static boolean isName(String text) {
        if (text.isEmpty() || text.length() > LONGEST_NAME) {
            return false;
        }
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (!Character.isLetterOrDigit(character) && "._-~@:/+#$()[]".indexOf(character) < 0) {
                return false;
            }
        }
        return true;
    }

    static Map<String, String> labels(OptionValues values, String text) {
        if (text == null) {
            return Collections.emptyMap();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (String label : split(text, ';')) {
            int colon = label.indexOf(':');
            String key = colon < 0 ? "" : label.substring(0, colon).trim();
            String value = label.substring(colon + 1).trim();
            if (!isName(key) || !isName(value)) {
                throw values.refuseForm(OptionKey.LABELS, label, "is not a label");
            }
            if (key.equals("kind") || key.equals("name") || key.equals("node") || key.equals("incarnation")) {
                throw values.refuse(OptionKey.LABELS, label, "uses a key that selectors have a meaning for: "
                        + "call it otherwise than kind, name, node and incarnation");
            }
            if (labels.put(key, value) != null) {
                throw values.refuse(OptionKey.LABELS, text, "gives " + key + " two values: write one");
            }
        }
        return Collections.unmodifiableMap(labels);
    }

    static boolean isLoopback(String bind) {
        return bind.equals("loopback") || bind.equals("localhost") || bind.equals("lo") || bind.equals("lo0")
                || isLoopbackAddress(bind) || bind.equals("::1") || bind.equals("[::1]");
    }

    /** Digits and dots only: 127.0.0.1.example.org is a name, and 127.0.0.1,10.0.0.5 is two addresses. */
    private static boolean isLoopbackAddress(String bind) {
        for (int at = 0; at < bind.length(); at++) {
            if ("0123456789.".indexOf(bind.charAt(at)) < 0) {
                return false;
            }
        }
        return bind.startsWith("127.");
    }

    static void secret(OptionValues values) {
        String path = values.value(OptionKey.SECRET);
        if (path == null) {
            return;
        }
        if (!(new File(path).isFile() && new File(path).canRead())) {
            throw values.refuseForm(OptionKey.SECRET, path, "is not a file that this user may read");
        }
        try {
            FleetSecret.check(new File(path).toPath());
        } catch (IllegalArgumentException unfit) {
            throw values.refuse(OptionKey.SECRET, path, unfit.getMessage());
        }
    }

    static void folder(OptionValues values, OptionKey key) {
        String path = values.value(key);
        if (path != null && !(new File(path).isDirectory() && new File(path).canWrite())) {
            throw values.refuseForm(key, path, "is not a folder that this user may write to");
        }
    }

    static List<File> path(OptionValues values, OptionKey key) {
        String text = values.value(key);
        if (text == null) {
            return Collections.emptyList();
        }
        List<File> files = new ArrayList<>();
        for (String path : split(text, File.pathSeparatorChar)) {
            File file = new File(path);
            if (!file.exists() || !file.canRead()) {
                throw values.refuseForm(key, path, "is neither a file nor a folder that this user may read");
            }
            files.add(file);
        }
        return Collections.unmodifiableList(files);
    }

    static Duration duration(OptionValues values, OptionKey key, String text) {
        try {
            return Durations.parsePositive(key.text, text);
        } catch (IllegalArgumentException unreadable) {
            throw values.refuse(key, text, "is not a duration above zero: write 30s, 5m, 1h or PT30S");
        }
    }

    /** Null for off. */
    static Duration sigterm(OptionValues values, String text) {
        if (text.equals("off")) {
            return null;
        }
        if (text.startsWith("drain:")) {
            try {
                return Durations.parsePositive("sigterm", text.substring("drain:".length()));
            } catch (IllegalArgumentException unreadable) {
                throw values.refuseForm(OptionKey.SIGTERM, text, "has no duration above zero");
            }
        }
        throw values.refuseForm(OptionKey.SIGTERM, text, "is neither off nor drain with a duration");
    }

    static boolean truth(OptionValues values, OptionKey key) {
        String text = values.value(key);
        if (!text.equals("true") && !text.equals("false")) {
            throw values.refuseForm(key, text, "is neither true nor false");
        }
        return text.equals("true");
    }

    /** Trimmed parts that are not empty. */
    static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int end = text.indexOf(separator, start);
            end = end < 0 ? text.length() : end;
            String part = text.substring(start, end).trim();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end + 1;
        }
        return parts;
    }
}

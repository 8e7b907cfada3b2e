package dev.allstop.core.weave;

import dev.allstop.core.config.Options;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of all classes that adapters hook, written by the build and read by premain, which so need not load a
 * single adapter. A line is {@code kind default|opt-in|by-pattern class}.
 */
public final class TargetIndex {

    private static final String RESOURCE = "targets.index";
    static final String BY_DEFAULT = "default";
    static final String OPT_IN = "opt-in";
    static final String BY_PATTERN = "by-pattern";

    private TargetIndex() {
    }

    /**
     * The classes of all adapters in use, without those of the option {@code adapters.path}.
     *
     * @throws dev.allstop.core.config.OptionException the option {@code adapters} names one that does not exist
     */
    public static List<String> read(Options options) throws IOException {
        List<String> kinds = new ArrayList<>();
        List<String> names = new ArrayList<>();
        String index = text();
        int end;
        for (int start = 0; (end = index.indexOf('\n', start)) >= 0; start = end + 1) {
            int first = index.indexOf(' ', start);
            int second = index.indexOf(' ', first + 1);
            String kind = index.substring(start, first);
            boolean used = options.adapters().uses(kind, !index.startsWith(BY_DEFAULT, first + 1));
            if (!kinds.contains(kind)) {
                kinds.add(kind);
                if (used) {
                    options.adapters().checkPatterns(kind, index.startsWith(BY_PATTERN, first + 1));
                }
            }
            if (used) {
                names.add(index.substring(second + 1, end));
            }
        }
        if (options.adaptersPath().isEmpty()) {
            options.adapters().refuseUnknown(kinds);
        }
        return names;
    }

    /** The kinds of all adapters in the jar, in use or not. */
    public static List<String> kinds() throws IOException {
        return text().lines().map(line -> line.substring(0, line.indexOf(' '))).distinct().toList();
    }

    private static String text() throws IOException {
        try (InputStream index = TargetIndex.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            return new String(index.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.allstop.core.weave;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.registry.Registry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** Run by the build: writes the {@link TargetIndex} of all adapters on the class path. */
final class TargetIndexWriter {

    private TargetIndexWriter() {
    }

    /** @param arguments the file to write */
    public static void main(String[] arguments) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (JobServerAdapter adapter : ServiceLoader.load(JobServerAdapter.class)) {
            for (HookPoint point : adapter.hookPoints(new Registry(() -> { }))) {
                lines.add(adapter.kind() + ' ' + use(adapter) + ' ' + point.className());
            }
        }
        try (PrintStream index = new PrintStream(arguments[0], StandardCharsets.UTF_8)) {
            lines.forEach(line -> index.print(line + '\n'));
        }
    }

    private static String use(JobServerAdapter adapter) {
        return adapter.usedByDefault() ? TargetIndex.BY_DEFAULT
                : adapter.chosenByPattern() ? TargetIndex.BY_PATTERN : TargetIndex.OPT_IN;
    }
}

package dev.allstop.core.weave;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.JobServerAdapter;
import dev.allstop.core.config.AdapterChoice;
import dev.allstop.core.registry.Registry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of all classes that adapters hook, written by the build and read by premain, which so need not load a
 * single adapter. A line is {@code kind default|opt-in class}.
 */
public final class TargetIndex {

    private static final String RESOURCE = "targets.index";
    private static final String BY_DEFAULT = "default";

    private TargetIndex() {
    }

    /** The classes of all adapters in use. */
    public static List<String> read(AdapterChoice choice) throws IOException {
        List<String> names = new ArrayList<>();
        try (InputStream index = TargetIndex.class.getClassLoader().getResourceAsStream(RESOURCE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(index, "UTF-8"))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int first = line.indexOf(' ');
                int second = line.indexOf(' ', first + 1);
                if (choice.uses(line.substring(0, first), !line.startsWith(BY_DEFAULT, first + 1))) {
                    names.add(line.substring(second + 1));
                }
            }
        }
        return names;
    }

    /** Run by the build: writes the index of all adapters on the class path to the file named. */
    public static void main(String[] arguments) throws IOException {
        Set<String> lines = new TreeSet<>();
        for (JobServerAdapter adapter : ServiceLoader.load(JobServerAdapter.class)) {
            for (HookPoint point : adapter.hookPoints(new Registry(() -> { }))) {
                lines.add(adapter.kind() + ' ' + (adapter.usedByDefault() ? BY_DEFAULT : "opt-in") + ' '
                        + point.className());
            }
        }
        try (PrintStream index = new PrintStream(arguments[0], "UTF-8")) {
            lines.forEach(index::println);
        }
    }
}

package dev.allstop.bench.scale;

import dev.allstop.bench.Chapter;
import dev.allstop.bench.Report;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a fleet grows, beside JGroups alone on the same stack. */
public final class Scale {

    private Scale() {
    }

    /** @param arguments the file to write, and the chapters to measure, by comma; all when there are none */
    public static void main(String[] arguments) throws Exception {
        List<Grown> sizes = new ArrayList<>();
        for (int size : List.of(10, 20, 40)) {
            sizes.add(new RealFleet(size));
        }
        for (int size : List.of(100, 200, 500)) {
            sizes.add(new InProcessFleet(size));
        }
        List<Chapter> chapters = new ArrayList<>(sizes);
        chapters.add(new Growth(sizes));
        new Report("Scale", Path.of(arguments[0])).write(chapters, arguments.length > 1 ? arguments[1] : "");
        // forked JVMs end with this one
        System.exit(0);
    }
}

package dev.allstop.it.harness;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Files of {@code src/test/resources}, for JVMs that need a path to them. */
public final class Resources {

    private Resources() {
    }

    /** @param name from the root, beginning with a slash */
    public static Path file(String name) {
        try {
            return Path.of(Resources.class.getResource(name).toURI());
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException(broken);
        }
    }
}

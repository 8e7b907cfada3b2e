package dev.allstop.core.config;

import java.io.File;

/**
 * Where the agent's log goes and from which level on.
 *
 * @param level one of {@code trace}, {@code debug}, {@code info}, {@code warn}, {@code error}, {@code off}
 * @param file  null for standard error
 */
public record LogTarget(String level, File file) {

    private static final String LEVELS = " trace debug info warn error off ";

    static LogTarget read(OptionValues values, String text) {
        int colon = text.indexOf(':');
        String level = colon < 0 ? text : text.substring(0, colon);
        if (level.isEmpty() || level.indexOf(' ') >= 0 || !LEVELS.contains(" ".concat(level).concat(" "))) {
            throw values.refuseForm(OptionKey.LOG, text, "does not begin with trace, debug, info, warn, error or off");
        }
        if (colon < 0) {
            return new LogTarget(level, null);
        }
        File file = new File(text.substring(colon + 1));
        File folder = file.getAbsoluteFile().getParentFile();
        if (file.getName().isEmpty() || file.isDirectory() || folder == null || !folder.isDirectory()) {
            throw values.refuseForm(OptionKey.LOG, text, "does not name a file in a folder that exists");
        }
        return new LogTarget(level, file);
    }
}

package dev.allstop.core.adapter;

import java.io.File;
import java.io.IOException;

/**
 * Reads adapters that are written down rather than programmed, from files on the option {@code adapters.path}. Found by
 * {@link java.util.ServiceLoader}, in premain and only if that option is set: an implementation reads and parses, and
 * touches nothing else.
 */
public interface AdapterFormat {

    /** Whether the file's name says that it is of this format. */
    boolean reads(File file);

    /**
     * @throws IllegalArgumentException with one line that names the file, the line and what to write instead; the agent
     *                                  then stays off
     */
    JobServerAdapter read(File file) throws IOException;
}

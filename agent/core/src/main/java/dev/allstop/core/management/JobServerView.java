package dev.allstop.core.management;

import dev.allstop.core.report.ServerReport;

/**
 * A job server as its bean sees it. Must hold the application's object weakly at most: a bean lives until it is
 * unregistered. Every method reads memory only and may be called by any thread.
 */
public interface JobServerView {

    /** Kind, as in {@link ServerReport#kind}; never changes. */
    String kind();

    /** Unique name, as in {@link ServerReport#name}; never changes. */
    String name();

    /** The name the application gave it, unchanged. */
    String rawName();

    /** As it stands now. */
    ServerReport snapshot();
}

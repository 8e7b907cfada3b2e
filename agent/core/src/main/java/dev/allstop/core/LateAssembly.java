package dev.allstop.core;

import dev.allstop.core.config.OneLine;
import dev.allstop.core.config.Options;
import dev.allstop.core.weave.NameGate;
import dev.allstop.core.weave.Weaver;

/** Waits for the first target class: only then is the rest of Allstop worth loading. */
final class LateAssembly implements NameGate.WeaverSource {

    private final Options options;
    private final long startedNanos;

    LateAssembly(Options options, long startedNanos) {
        this.options = options;
        this.startedNanos = startedNanos;
    }

    /** What fails here would vanish, since the JVM drops what a transformer throws, and the log is not up yet. */
    @Override
    public Weaver weaver() {
        try {
            return new Assembly(options, startedNanos).weaver();
        } catch (Throwable broken) {
            System.err.println("allstop: internal error, please report it: " + OneLine.of(broken.toString(), 500)
                    + "; the job servers of this JVM stay without Allstop");
            return null;
        }
    }
}

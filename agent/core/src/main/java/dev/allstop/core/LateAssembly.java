package dev.allstop.core;

import dev.allstop.core.config.OneLine;
import dev.allstop.core.config.Options;
import dev.allstop.core.weave.NameGate;
import dev.allstop.core.weave.Weaver;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.List;

/**
 * Waits for the first target class: only then is the rest of Allstop worth loading. Unless the operator has adapters of
 * their own, which have to be asked for their targets.
 */
final class LateAssembly implements NameGate.WeaverSource {

    private final Options options;
    private final long startedNanos;
    private final boolean attachedLate;
    private volatile Assembly assembly;

    LateAssembly(Options options, long startedNanos, boolean attachedLate) {
        this.attachedLate = attachedLate;
        this.options = options;
        this.startedNanos = startedNanos;
    }

    /** Before there is a weaver; see {@link Assembly#addAdapters}. */
    List<String> addAdapters() throws IOException {
        Assembly made = new Assembly(options, startedNanos, attachedLate);
        List<String> targets = made.addAdapters();
        assembly = made;
        return targets;
    }

    /** What fails here would vanish, since the JVM drops what a transformer throws, and the log is not up yet. */
    @Override
    public Weaver weaver() {
        try {
            Assembly made = assembly == null ? new Assembly(options, startedNanos, attachedLate) : assembly;
            Weaver weaver = made.weaver();
            assembly = made;
            return weaver;
        } catch (Throwable broken) {
            System.err.println("allstop: internal error, please report it: " + OneLine.of(broken.toString(), 500)
                    + "; the job servers of this JVM stay without Allstop");
            return null;
        }
    }

    /** After the hooks are in place: registers what was constructed before, where any target class was there. */
    void adopt(Instrumentation instrumentation) {
        Assembly made = assembly;
        if (made != null) {
            made.adopt(instrumentation);
        }
    }
}

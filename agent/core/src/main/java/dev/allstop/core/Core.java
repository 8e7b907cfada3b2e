package dev.allstop.core;

import dev.allstop.core.config.Options;
import dev.allstop.core.hook.HookDefinition;
import dev.allstop.core.weave.NameGate;
import dev.allstop.core.weave.TargetIndex;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;

/**
 * Where the agent enters the isolated class loader, by name. What happens here happens before the application's
 * {@code main}: options are read, the hook is defined, class names are compared from now on; no thread, no socket, no
 * JMX, no logging, no Byte Buddy.
 */
public final class Core {

    private Core() {
    }

    /**
     * @param agentArguments what follows {@code =} behind the jar's name, may be null
     * @param attachedLate   whether the application runs already
     * @throws dev.allstop.core.config.OptionException an option cannot be read; one line for the operator
     * @throws IllegalStateException another copy of the agent was there first
     */
    public static void start(Instrumentation instrumentation, String agentArguments, File agentJar,
                             boolean attachedLate) throws IOException, IllegalAccessException {
        long startedNanos = System.nanoTime();
        Options options = Options.read(agentArguments);
        if (!options.enabled()) {
            return;
        }
        HookDefinition.define(instrumentation);
        Assembly assembly = new Assembly(options, agentJar, startedNanos);
        new NameGate(TargetIndex.read(options.adapters()), assembly).install(instrumentation);
    }
}

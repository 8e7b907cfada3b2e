package dev.allstop.core;

import dev.allstop.core.config.Options;
import dev.allstop.core.hook.HookDefinition;
import dev.allstop.core.weave.NameGate;
import dev.allstop.core.weave.TargetIndex;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Where the agent enters the isolated class loader, by name. What happens here happens before the application's
 * {@code main}: options are read, the hook is defined, class names are compared from now on; no thread, no socket, no
 * JMX, no logging, no weaver. Nor a lambda, or strings joined by {@code +}: for each the JVM makes code at run time.
 */
public final class Core {

    private Core() {
    }

    /**
     * The parameters are those of {@code premain}, because the JVM has just called a method of that shape by reflection:
     * any other makes JDK 25 spin some twenty classes for the call (measured: 20 ms, half of what the agent costs).
     *
     * @param agentArguments what follows {@code =} behind the jar's name, may be null
     * @throws dev.allstop.core.config.OptionException an option cannot be read; one line for the operator
     * @throws IllegalStateException another copy of the agent was there first
     */
    public static void start(String agentArguments, Instrumentation instrumentation)
            throws IOException, IllegalAccessException {
        start(agentArguments, instrumentation, System.nanoTime(), false);
    }

    /**
     * For a JVM whose application runs already. Of the same shape as {@link #start}.
     *
     * @throws dev.allstop.core.config.OptionException an option cannot be read; one line for the operator
     * @throws IllegalStateException another copy of the agent was there first
     */
    public static void attach(String agentArguments, Instrumentation instrumentation)
            throws IOException, IllegalAccessException {
        long uptimeMillis = ManagementFactory.getRuntimeMXBean().getUptime();
        start(agentArguments, instrumentation, System.nanoTime() - uptimeMillis * 1_000_000, true);
    }

    private static void start(String agentArguments, Instrumentation instrumentation, long startedNanos,
                              boolean attachedLate) throws IOException, IllegalAccessException {
        Options options = Options.read(agentArguments);
        if (!options.enabled()) {
            return;
        }
        List<String> targets = TargetIndex.read(options);
        LateAssembly assembly = new LateAssembly(options, startedNanos, attachedLate);
        if (!options.adaptersPath().isEmpty()) {
            targets.addAll(assembly.addAdapters());
        }
        HookDefinition.define(instrumentation);
        new NameGate(targets, assembly).install(instrumentation);
        if (attachedLate) {
            assembly.adopt(instrumentation);
        }
    }
}

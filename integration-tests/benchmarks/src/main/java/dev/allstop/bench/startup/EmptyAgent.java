package dev.allstop.bench.startup;

import java.lang.instrument.Instrumentation;

/** The least that an agent can be: what any agent costs. Keeps what the JVM gives it. */
public final class EmptyAgent {

    private static Instrumentation instrumentation;

    private EmptyAgent() {
    }

    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    public static Instrumentation instrumentation() {
        return instrumentation;
    }
}

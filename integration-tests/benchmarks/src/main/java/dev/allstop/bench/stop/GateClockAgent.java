package dev.allstop.bench.stop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** What {@link GateClock} packs: gives the JVM the woven gate in place of the jar's. */
public final class GateClockAgent implements ClassFileTransformer {

    static final String GATE_RESOURCE = "woven-gate";
    static final String CLOSED_NANOS = "allstop.bench.closedNanos";
    private static final String GATE = "dev/allstop/core/gate/Gate";

    private final byte[] woven;

    private GateClockAgent(byte[] woven) {
        this.woven = woven;
    }

    public static void premain(String arguments, Instrumentation instrumentation) throws IOException {
        try (InputStream in = GateClockAgent.class.getClassLoader().getResourceAsStream(GATE_RESOURCE)) {
            instrumentation.addTransformer(new GateClockAgent(in.readAllBytes()));
        }
    }

    @Override
    public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] original) {
        return GATE.equals(name) ? woven : null;
    }

    /** When a gate of this JVM was last closed, by {@link System#nanoTime}. */
    public static long closedNanos() {
        return Long.parseLong(System.getProperty(CLOSED_NANOS));
    }
}

package dev.allstop.bench.stop;

import dev.allstop.bench.host.AgentJar;
import dev.allstop.core.gate.Gate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * An agent of the benchmarks' own that notes when a gate closes, at the end of {@link Gate#close}: from then on no job
 * passes it, whoever has heard of that. It has the class woven before any JVM starts, so that nothing but one time is
 * taken there.
 */
final class GateClock {

    private GateClock() {
    }

    /** To be attached to a JVM with {@code -javaagent}, whose gates {@link GateClockAgent#closedNanos} then tells of. */
    static Path jar() throws IOException {
        byte[] gate = new ByteBuddy().redefine(Gate.class)
                .visit(Advice.to(Closed.class).on(ElementMatchers.named("close"))).make().getBytes();
        return AgentJar.of(GateClockAgent.class, Map.of(GateClockAgent.GATE_RESOURCE, gate));
    }

    /** Copied into the method: the gate's class loader knows nothing of this one. */
    static final class Closed {

        private Closed() {
        }

        @Advice.OnMethodExit
        static void note() {
            System.setProperty(GateClockAgent.CLOSED_NANOS, Long.toString(System.nanoTime()));
        }
    }
}

package dev.allstop;

import java.lang.reflect.Field;
import java.util.function.BooleanSupplier;

/**
 * What job code may ask of Allstop. The one class that applications may call; they can carry a copy of it, it needs no
 * other class of Allstop and works, answering no, where there is no agent.
 */
public final class Allstop {

    private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

    /** The hook's field, once the agent is there. Remembering it is safe: a hook, once defined, stays for good. */
    private static volatile Field asked;
    private static volatile long lookedAt = System.nanoTime() - LOOK_AGAIN_NANOS;

    private Allstop() {
    }

    /**
     * Whether an operator asked the job that the calling thread runs to end early. A long job asks this between its
     * steps, and on {@code true} ends at a point from which it can be run again.
     *
     * <p>May be called from any thread at any rate and never throws: without the agent it answers {@code false} in some
     * nanoseconds and looks once a second whether the agent was attached since.
     */
    public static boolean stopRequested() {
        try {
            Field field = asked != null ? asked : look();
            BooleanSupplier answer = field == null ? null : (BooleanSupplier) field.get(null);
            return answer != null && answer.getAsBoolean();
        } catch (Throwable broken) {
            return false;
        }
    }

    /** The hook is in {@code java.lang}, which every class loader can see; it is not linked, since it may not be there. */
    private static Field look() throws ReflectiveOperationException {
        long now = System.nanoTime();
        if (now - lookedAt >= LOOK_AGAIN_NANOS) {
            lookedAt = now;
            asked = Class.forName("java.lang.AllstopHook", true, null).getField("stopRequested");
        }
        return asked;
    }
}

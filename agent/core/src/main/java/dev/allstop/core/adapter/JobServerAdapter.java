package dev.allstop.core.adapter;

import java.util.List;

/**
 * What teaches Allstop one kind of job server. Found by {@link java.util.ServiceLoader}; made when the first target
 * class of any adapter loads, never in premain unless it comes from the option {@code adapters.path}. Sees the
 * application's objects as {@code Object} only and reaches them through {@link Reach}.
 */
public interface JobServerAdapter {

    /** Kind in MBean names and reports, such as {@code quartz}. */
    String kind();

    /**
     * Where to call in. Called once; the handlers keep {@code servers} to find the job server they belong to.
     */
    List<HookPoint> hookPoints(Servers servers);

    /**
     * Binds everything that is needed of a class of job servers, once per class, on Allstop's thread. The hooks that are
     * required are in place by then.
     *
     * @param weaving to require those that are {@linkplain HookPoint#optional optional}, where they are needed
     * @throws UnsupportedShape naming what is missing: its servers are then {@code UNCONTROLLED}
     */
    ServerControl bind(Class<?> serverClass, Weaving weaving) throws UnsupportedShape;

    /**
     * Whether an object that another adapter would register belongs to a job server of this kind, which stands for it:
     * such as the scheduler that a library has made for itself. Asked on the application's thread at the end of the
     * object's constructor; must not block.
     */
    default boolean isPart(Object other) throws Throwable {
        return false;
    }

    /** Whether it is used unless left out by name; others must be named in the option {@code adapters}. */
    default boolean usedByDefault() {
        return true;
    }

    /**
     * Whether the operator has to say which objects are job servers, as {@code kind:pattern;pattern} in the option
     * {@code adapters}. Not for adapters that are used by default.
     */
    default boolean chosenByPattern() {
        return false;
    }

    /** What the operator wrote, at least one, with {@code *} for any characters; before {@link #hookPoints}. */
    default void choose(List<String> patterns) {
    }
}

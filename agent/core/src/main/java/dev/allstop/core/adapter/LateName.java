package dev.allstop.core.adapter;

import java.util.concurrent.TimeUnit;

/** The names of servers that get theirs, if any, after their constructor, as beans of Spring do. */
public final class LateName {

    /** On a machine that is busy starting an application, a name can come a good part of a second after the constructor. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final WeakIdentityMap<Long> firstAsked = new WeakIdentityMap<>();

    /**
     * For {@link ServerControl#name}.
     *
     * @param name  null while there is none
     * @param other for a server that has had time enough to get one
     * @throws IllegalStateException so that it is asked again soon
     */
    public String of(Object server, String name, String other) {
        if (name != null) {
            return name;
        }
        long now = System.nanoTime();
        Long first = firstAsked.putIfAbsent(server, now);
        if (first == null || now - first < PATIENCE_NANOS) {
            throw new IllegalStateException("it has no name yet");
        }
        return other;
    }
}

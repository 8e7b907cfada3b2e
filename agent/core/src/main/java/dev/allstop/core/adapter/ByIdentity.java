package dev.allstop.core.adapter;

/** An object of a library as a key: equal to itself alone, whatever its own {@code equals} says. */
public record ByIdentity(Object object) {

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ByIdentity same && same.object == object;
    }
}

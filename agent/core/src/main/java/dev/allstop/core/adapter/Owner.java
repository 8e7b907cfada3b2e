package dev.allstop.core.adapter;

/** Finds the job server that a hooked object belongs to; null when there is none. */
@FunctionalInterface
public interface Owner {

    /** The hooked object is the job server. */
    Owner SELF = (self, arguments) -> self;

    Object of(Object self, Object[] arguments) throws Throwable;
}

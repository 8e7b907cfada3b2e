package dev.allstop.core.adapter;

/**
 * What happens around a woven method. Called by the application's threads, so it must be quick and must not block;
 * whatever it throws is caught, noted once, and the library goes on as if the call had not been there.
 */
public interface HookHandler {

    /**
     * Before the method.
     *
     * @param self      the object, null for a static method
     * @param arguments the method's arguments; empty at constructors
     * @return null to go on without an {@link #exit}; {@link #skip} or {@link #refuse} to leave the method out; anything
     *         else goes on and is handed to {@link #exit}
     */
    default Object enter(Object self, Object[] arguments) throws Throwable {
        return null;
    }

    /**
     * After the method (with the token of {@link #enter}) or the constructor (with null).
     *
     * @param returned what it returned, primitives boxed
     * @param thrown   what it threw, never at constructors
     */
    default void exit(Object token, Object self, Object returned, Throwable thrown) throws Throwable {
    }

    /** Leaves the method out and returns this instead; for a void method the answer does not matter. */
    static Object skip(Object answer) {
        return new Object[] {answer};
    }

    /**
     * Leaves the method out and throws this instead, to a caller that must learn of it.
     *
     * @param why of the JDK, never of Allstop's own, which the application could not load
     */
    static Object refuse(RuntimeException why) {
        return new Throwable[] {why};
    }
}

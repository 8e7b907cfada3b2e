package dev.allstop.core.adapter;

/** What was woven, asked while binding. */
public interface Weaving {

    /**
     * Makes sure that a hook is in place in the library that the server class came with, loading the hooked class if
     * it is not loaded yet. Done for every {@link HookPoint} before {@link JobServerAdapter#bind}, unless it is optional.
     *
     * @param neighbour  a class of that library
     * @param className  the hooked class
     * @param parameters how many the method has, or {@link HookPoint#ANY}
     * @throws UnsupportedShape when the class or the method is not there, or could not be woven
     */
    void require(Class<?> neighbour, String className, String method, int parameters) throws UnsupportedShape;
}

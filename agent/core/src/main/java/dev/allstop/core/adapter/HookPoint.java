package dev.allstop.core.adapter;

/**
 * A place in a library where Allstop is called.
 *
 * @param className  fully qualified, nested classes with {@code $}
 * @param method     name of the method, {@link #CONSTRUCTOR} for all constructors
 * @param parameters how many it has, {@link #ANY} for all overloads
 */
public record HookPoint(String className, String method, int parameters, HookHandler handler) {

    public static final String CONSTRUCTOR = "<init>";
    public static final int ANY = -1;

    public boolean isConstructor() {
        return method.equals(CONSTRUCTOR);
    }

    @Override
    public String toString() {
        return className + "#" + method;
    }
}

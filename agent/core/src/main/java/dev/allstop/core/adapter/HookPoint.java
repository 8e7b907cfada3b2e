package dev.allstop.core.adapter;

/**
 * A place in a library where Allstop is called. It is required: a job server in whose library it is not there, or could
 * not be woven, is {@code UNCONTROLLED}, unless the adapter says that it is {@link #optional}, or {@link #oneOf} several.
 *
 * @param className  fully qualified, nested classes with {@code $}
 * @param method     name of the method, {@link #CONSTRUCTOR} for all constructors
 * @param parameters how many it has, {@link #ANY} for all overloads
 * @param group      of those of which one must be there
 */
public record HookPoint(String className, String method, int parameters, HookHandler handler, String group) {

    public static final String CONSTRUCTOR = "<init>";
    public static final int ANY = -1;
    private static final String REQUIRED = "required";
    private static final String OPTIONAL = "optional";

    /** A hook that is required. */
    public HookPoint(String className, String method, int parameters, HookHandler handler) {
        this(className, method, parameters, handler, REQUIRED);
    }

    /** The same place under another name in other versions: of all with this group's name, one must be there. */
    public HookPoint oneOf(String otherGroup) {
        return new HookPoint(className, method, parameters, handler, otherGroup);
    }

    /**
     * Does without where it is not there. An adapter that needs it for some of its classes requires it in
     * {@link JobServerAdapter#bind}.
     */
    public HookPoint optional() {
        return oneOf(OPTIONAL);
    }

    /** Whether it must be there itself. */
    public boolean isRequired() {
        return group.equals(REQUIRED);
    }

    public boolean isOptional() {
        return group.equals(OPTIONAL);
    }

    public boolean isConstructor() {
        return method.equals(CONSTRUCTOR);
    }

    @Override
    public String toString() {
        return className + "#" + method;
    }
}

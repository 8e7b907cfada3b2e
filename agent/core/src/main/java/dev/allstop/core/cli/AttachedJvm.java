package dev.allstop.core.cli;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/**
 * A JVM that this one is attached to. By reflection, because the JDK gives its module jdk.attach to the class loader of
 * applications, which ours does not ask, and because some runtimes come without it.
 */
final class AttachedJvm implements AutoCloseable {

    private static final String VIRTUAL_MACHINE = "com.sun.tools.attach.VirtualMachine";

    private final Class<?> type;
    private final Object virtualMachine;

    private AttachedJvm(Class<?> type, Object virtualMachine) {
        this.type = type;
        this.virtualMachine = virtualMachine;
    }

    /** @throws IOException why it is not possible, in one line */
    static AttachedJvm attach(long pid) throws IOException {
        Class<?> type;
        try {
            type = Class.forName(VIRTUAL_MACHINE, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException noModule) {
            throw new IOException("this Java (" + System.getProperty("java.home") + ") has no module jdk.attach: "
                    + "run the command with the java of a JDK");
        }
        return new AttachedJvm(type, call(type, null, "attach", Long.toString(pid)));
    }

    /** Starts the JVM's connector for local clients, unless it runs already; returns its address. */
    String startLocalManagementAgent() throws IOException {
        return (String) call(type, virtualMachine, "startLocalManagementAgent");
    }

    void loadAgent(File jar, String options) throws IOException {
        call(type, virtualMachine, "loadAgent", jar.getAbsolutePath(), options);
    }

    @Override
    public void close() throws IOException {
        call(type, virtualMachine, "detach");
    }

    private static Object call(Class<?> type, Object target, String method, String... arguments) throws IOException {
        Class<?>[] signature = new Class<?>[arguments.length];
        java.util.Arrays.fill(signature, String.class);
        try {
            return type.getMethod(method, signature).invoke(target, (Object[]) arguments);
        } catch (InvocationTargetException failed) {
            Throwable cause = failed.getCause();
            throw new IOException(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
        } catch (ReflectiveOperationException impossible) {
            throw new IOException(impossible.toString(), impossible);
        }
    }
}

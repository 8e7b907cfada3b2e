package dev.allstop.core.hook;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.Set;

/**
 * Defines {@link AllstopHook}, the class that woven library code calls, inside {@code java.lang} of the running JVM.
 *
 * <p>A class there is visible from every class loader: all of them, those of OSGi, JBoss Modules and web applications
 * included, delegate {@code java.*} to the boot loader. The usual way to such a class,
 * {@code Instrumentation.appendToBootstrapClassLoaderSearch}, makes HotSpot print a warning into the application's
 * stderr and stop sharing the application's archived classes (measured on 17 and 25). Defining it by
 * {@code Unsafe} breaks with newer JDKs. So it is done with public API alone, as JaCoCo does: the agent may open a
 * package of any module ({@link Instrumentation#redefineModule}), and whoever a package is open to may define a class
 * in it ({@link MethodHandles.Lookup#defineClass}). With it {@code java.util.concurrent} is opened, for those who have
 * pools of the JDK held.
 *
 * <p>That does not weaken the application's JVM: the packages are opened to one module only, the unnamed module of
 * the class loader that this class is in, and no code but Allstop's can be in that module (JLS 7.7.5, and
 * {@code ClassLoader.getUnnamedModule}: every class loader has its own).
 *
 * <p>The bytes are read as a resource: a class loader must not, and cannot, define a class whose name starts with
 * {@code java.} itself.
 */
public final class HookDefinition {

    private static final String HOOK = "java/lang/AllstopHook.class";

    private HookDefinition() {
    }

    /**
     * Call once per JVM, before any code that names {@code AllstopHook} is linked.
     *
     * @throws IllegalStateException if the JVM has the hook already: another copy of the agent was there first
     */
    public static Class<?> define(Instrumentation instrumentation) throws IOException, IllegalAccessException {
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(),
                Map.of("java.lang", Set.of(HookDefinition.class.getModule()),
                        "java.util.concurrent", Set.of(HookDefinition.class.getModule())), Set.of(), Map.of());
        byte[] hook = bytes();
        try {
            return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup()).defineClass(hook);
        } catch (LinkageError defined) {
            throw new IllegalStateException("another copy of Allstop is attached to this JVM already; this one is ignored", defined);
        }
    }

    private static byte[] bytes() throws IOException {
        try (InputStream hook = HookDefinition.class.getClassLoader().getResourceAsStream(HOOK)) {
            if (hook == null) {
                throw new IOException(HOOK + " is missing in the agent's jar");
            }
            return hook.readAllBytes();
        }
    }
}

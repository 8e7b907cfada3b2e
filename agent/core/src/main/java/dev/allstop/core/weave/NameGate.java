package dev.allstop.core.weave;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;

/**
 * Stands in front of the weaver and compares class names with a fixed set, so that a JVM without a job server pays for
 * a hash look-up per class and never loads the weaver. Part of premain: uses nothing that is not in every JVM anyway.
 */
public final class NameGate implements ClassFileTransformer {

    private final Set<String> internalNames = new HashSet<>();
    private final boolean targetsInJavaBase;
    private final WeaverSource source;
    private Weaver weaver;
    private boolean asked;

    /** Makes the weaver when the first target shows up; on the thread that loads the target. */
    public interface WeaverSource {
        /** Asked once; null, having said why, when there can be none. */
        Weaver weaver();
    }

    /** @param classNames fully qualified, nested classes with {@code $} */
    public NameGate(Iterable<String> classNames, WeaverSource source) {
        boolean inJavaBase = false;
        for (String name : classNames) {
            internalNames.add(name.replace('.', '/'));
            inJavaBase |= name.startsWith("java.");
        }
        targetsInJavaBase = inJavaBase;
        this.source = source;
    }

    /**
     * Weaves targets from now on, and those that the JVM has already: with an ahead-of-time cache (JEP 483)
     * application classes are there before premain.
     */
    public void install(Instrumentation instrumentation) {
        instrumentation.addTransformer(this, true);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (isTarget(loaded)) {
                try {
                    instrumentation.retransformClasses(loaded);
                } catch (UnmodifiableClassException | Error refused) {
                    Weaver told = weaver();
                    if (told != null) {
                        told.refused(loaded.getClassLoader(), loaded.getName(), refused);
                    }
                }
            }
        }
    }

    /** Asking a class for its name for the first time makes a string: too much for the hundreds of java.base in premain. */
    private boolean isTarget(Class<?> loaded) {
        return (targetsInJavaBase || loaded.getModule() != Object.class.getModule())
                && internalNames.contains(loaded.getName().replace('.', '/'));
    }

    /** Null when there is none to be had: a source that failed is not asked again with every class. */
    private synchronized Weaver weaver() {
        if (!asked) {
            asked = true;
            weaver = source.weaver();
        }
        return weaver;
    }

    @Override
    public byte[] transform(Module module, ClassLoader loader, String internalName, Class<?> redefined,
                            ProtectionDomain domain, byte[] classFile) {
        // A class without a name is hidden or anonymous, never a target.
        if (internalName == null || !internalNames.contains(internalName)) {
            return null;
        }
        Weaver found = weaver();
        return found == null ? null : found.weave(loader, internalName.replace('/', '.'), classFile);
    }
}

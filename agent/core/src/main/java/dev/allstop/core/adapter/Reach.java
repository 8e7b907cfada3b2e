package dev.allstop.core.adapter;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Binds members of an application's classes, private ones too, to method handles that take and return {@code Object}.
 * A handle refers to the class it was bound to: keep it in a {@link ClassValue} (then it lives as long as that class),
 * or within an object that the class's own server owns; never in a field of an adapter.
 *
 * <p>None of the libraries in the matrix is a named module, so private members need no opening. In a module that does
 * not open the package the binding fails like a missing member, and its server is {@code UNCONTROLLED}, visibly.
 */
public final class Reach {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

    private Reach() {
    }

    /** {@code (Object) -> Object}, the value of a field of the class or of a super-class. */
    public static MethodHandle getter(Class<?> type, String field) throws UnsupportedShape {
        Field found = field(type, field);
        return access(found, () -> LOOKUP.unreflectGetter(found)).asType(MethodType.genericMethodType(
                Modifier.isStatic(found.getModifiers()) ? 0 : 1));
    }

    /** {@code (Object, Object) -> Object}, writes a field. */
    public static MethodHandle setter(Class<?> type, String field) throws UnsupportedShape {
        Field found = field(type, field);
        return access(found, () -> LOOKUP.unreflectSetter(found)).asType(MethodType.genericMethodType(2));
    }

    /** As {@link #getter}, with the types that the field was declared with. */
    public static MethodHandle typedGetter(Class<?> type, String field) throws UnsupportedShape {
        Field found = field(type, field);
        return access(found, () -> LOOKUP.unreflectGetter(found));
    }

    /** As {@link #setter}, with the types that the field was declared with. */
    public static MethodHandle typedSetter(Class<?> type, String field) throws UnsupportedShape {
        Field found = field(type, field);
        return access(found, () -> LOOKUP.unreflectSetter(found));
    }

    /**
     * All methods of this name and number of parameters that belong to an object, with the types they were declared
     * with: public ones in public types first, otherwise nearest first; of an overridden one every declaration.
     * Without those that are closed to us, as long as there are others.
     */
    public static List<MethodHandle> typedMethods(Class<?> type, String name, int parameters) throws UnsupportedShape {
        List<Method> found = new ArrayList<>();
        for (Class<?> owner : family(type)) {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == parameters && !method.isBridge()
                        && !Modifier.isStatic(method.getModifiers())) {
                    found.add(method);
                }
            }
        }
        found.sort(Comparator.comparing(method -> !Modifier.isPublic(method.getModifiers())
                || !Modifier.isPublic(method.getDeclaringClass().getModifiers())));
        List<MethodHandle> handles = new ArrayList<>();
        UnsupportedShape closed = null;
        for (Method method : found) {
            try {
                handles.add(access(method, () -> LOOKUP.unreflect(method)).asFixedArity());
            } catch (UnsupportedShape notThisOne) {
                closed = notThisOne;
            }
        }
        if (handles.isEmpty() && closed != null) {
            throw closed;
        }
        return handles;
    }

    /**
     * {@code (Object, Object...) -> Object} with the given number of parameters: the method of the class, of a
     * super-class or of an interface. Of several with that number the first that is public in a public type.
     */
    public static MethodHandle method(Class<?> type, String name, int parameters) throws UnsupportedShape {
        Method best = null;
        for (Class<?> owner : family(type)) {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(name) && method.getParameterCount() == parameters && !method.isBridge()) {
                    if (Modifier.isPublic(method.getModifiers()) && Modifier.isPublic(owner.getModifiers())) {
                        return bind(method);
                    }
                    best = best == null ? method : best;
                }
            }
        }
        if (best == null) {
            throw new UnsupportedShape("no method " + name + "/" + parameters + " in " + type.getName());
        }
        return bind(best);
    }

    /** As {@link #method(Class, String, int)}, by the simple names of the parameters' types. */
    public static MethodHandle method(Class<?> type, String name, String... parameterTypes) throws UnsupportedShape {
        for (Class<?> owner : family(type)) {
            for (Method method : owner.getDeclaredMethods()) {
                if (method.getName().equals(name) && sameTypes(method.getParameterTypes(), parameterTypes)) {
                    return bind(method);
                }
            }
        }
        throw new UnsupportedShape("no method " + name + "(" + String.join(", ", parameterTypes) + ") in "
                + type.getName());
    }

    /** {@code (Object...) -> Object}, the constructor with these parameters, by the simple names of their types. */
    public static MethodHandle constructor(Class<?> type, String... parameterTypes) throws UnsupportedShape {
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (sameTypes(constructor.getParameterTypes(), parameterTypes)) {
                return access(constructor, () -> LOOKUP.unreflectConstructor(constructor))
                        .asType(MethodType.genericMethodType(parameterTypes.length));
            }
        }
        throw new UnsupportedShape("no constructor (" + String.join(", ", parameterTypes) + ") in " + type.getName());
    }

    /** A class of the same library, not initialised by this. */
    public static Class<?> neighbour(Class<?> type, String className) throws UnsupportedShape {
        try {
            return Class.forName(className, false, type.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new UnsupportedShape("no class " + className + " beside " + type.getName());
        }
    }

    /** The version in the library's manifest or in the name of its jar; {@code unknown} where neither has one. */
    public static String version(Class<?> type) {
        return LibraryVersion.of(type);
    }

    private static MethodHandle bind(Method method) throws UnsupportedShape {
        MethodHandle handle = access(method, () -> LOOKUP.unreflect(method)).asFixedArity();
        return handle.asType(MethodType.genericMethodType(handle.type().parameterCount()));
    }

    private static Field field(Class<?> type, String name) throws UnsupportedShape {
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            for (Field field : owner.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new UnsupportedShape("no field " + name + " in " + type.getName());
    }

    /** The class, its super-classes and all their interfaces, nearest first. */
    private static Iterable<Class<?>> family(Class<?> type) {
        Deque<Class<?>> family = new ArrayDeque<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            family.add(owner);
        }
        for (Class<?> owner : family.toArray(new Class<?>[0])) {
            addInterfaces(owner, family);
        }
        return family;
    }

    private static void addInterfaces(Class<?> owner, Deque<Class<?>> family) {
        for (Class<?> superInterface : owner.getInterfaces()) {
            if (!family.contains(superInterface)) {
                family.add(superInterface);
                addInterfaces(superInterface, family);
            }
        }
    }

    private static boolean sameTypes(Class<?>[] actual, String[] simpleNames) {
        if (actual.length != simpleNames.length) {
            return false;
        }
        for (int i = 0; i < actual.length; i++) {
            if (!actual[i].getSimpleName().equals(simpleNames[i])) {
                return false;
            }
        }
        return true;
    }

    private interface Unreflection {
        MethodHandle handle() throws IllegalAccessException;
    }

    private static MethodHandle access(AccessibleObject member, Unreflection unreflection) throws UnsupportedShape {
        try {
            // A public member of an exported package needs no opening, and JDK classes would refuse one.
            member.trySetAccessible();
            return unreflection.handle();
        } catch (IllegalAccessException | RuntimeException closed) {
            throw new UnsupportedShape("no access to " + member + ": " + closed.getMessage());
        }
    }
}

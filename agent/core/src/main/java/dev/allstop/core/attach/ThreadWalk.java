package dev.allstop.core.attach;

import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds job servers that were constructed before Allstop was attached: whatever works in the background is reachable
 * from a live thread by instance fields. Only reads fields, so none of the application's code runs, and races with the
 * application at worst miss something that its next poll will bring. Bounded, since an application's objects are not.
 */
public final class ThreadWalk {

    private static final int MOST_OBJECTS = 300_000;
    private static final int MOST_ELEMENTS = 10_000;
    /** Where threads and pools of the JDK keep what they run; opened to Allstop's own module only. */
    private static final List<String> JDK_PACKAGES = List.of("java.lang", "java.util", "java.util.concurrent",
            "java.util.concurrent.atomic");

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> waiting = new ArrayDeque<>();
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();

    /** @param found told of every object, on the calling thread; true for one behind which nothing is looked for */
    public void from(Instrumentation instrumentation, Predicate<Object> found) {
        Map<String, Set<Module>> opened = new HashMap<>();
        JDK_PACKAGES.forEach(name -> opened.put(name, Set.of(ThreadWalk.class.getModule())));
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), opened, Set.of(), Map.of());
        Thread.getAllStackTraces().keySet().forEach(this::visit);
        for (Object next = waiting.poll(); next != null && seen.size() < MOST_OBJECTS; next = waiting.poll()) {
            if (found.test(next)) {
                continue;
            }
            if (next instanceof Object[] array) {
                for (int i = 0; i < Math.min(Array.getLength(array), MOST_ELEMENTS); i++) {
                    visit(array[i]);
                }
            } else {
                follow(next);
            }
        }
    }

    private void visit(Object object) {
        if (object != null && isWorthFollowing(object) && seen.add(object)) {
            waiting.add(object);
        }
    }

    private static boolean isWorthFollowing(Object object) {
        Class<?> type = object.getClass();
        return !(object instanceof String || object instanceof Number || object instanceof Boolean
                || object instanceof Character || object instanceof Enum || object instanceof Class
                || object instanceof ClassLoader || object instanceof Module || object instanceof ThreadGroup
                || object instanceof Reference || object instanceof AccessibleObject || object instanceof Member
                || type.isArray() && type.getComponentType().isPrimitive()
                || type.getClassLoader() == ThreadWalk.class.getClassLoader());
    }

    private void follow(Object object) {
        for (Field field : fields.computeIfAbsent(object.getClass(), ThreadWalk::fieldsOf)) {
            try {
                visit(field.get(object));
            } catch (IllegalAccessException closed) {
                continue;
            }
        }
    }

    private static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> owner = type; owner != null; owner = owner.getSuperclass()) {
            try {
                for (Field field : owner.getDeclaredFields()) {
                    // Thread locals are full of caches that lead all over the application.
                    if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()
                            && !field.getName().endsWith("hreadLocals") && field.trySetAccessible()) {
                        fields.add(field);
                    }
                }
            } catch (LinkageError incomplete) {
                continue;
            }
        }
        return fields;
    }
}

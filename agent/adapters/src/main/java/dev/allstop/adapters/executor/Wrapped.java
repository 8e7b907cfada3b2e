package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/** Finds what the application submitted inside of what the JDK made of it. */
final class Wrapped {

    /** By class, where it keeps what it runs. */
    private static final Map<String, String> FIELDS = Map.of(
            FutureTask.class.getName(), "callable",
            "java.util.concurrent.Executors$RunnableAdapter", "task",
            "java.util.concurrent.CompletableFuture$AsyncRun", "fn",
            "java.util.concurrent.CompletableFuture$AsyncSupply", "fn");
    private static final Map<Class<?>, MethodHandle> GETTERS = new ConcurrentHashMap<>();

    private Wrapped() {
    }

    /** The task itself where it is none of those, or has just ended. */
    static Object taskIn(Object task) throws Throwable {
        Class<?> type = task.getClass();
        while (type != null && !FIELDS.containsKey(type.getName())) {
            type = type.getSuperclass();
        }
        if (type == null) {
            return task;
        }
        Object inner = getter(type).invoke(task);
        return inner == null ? task : taskIn(inner);
    }

    private static MethodHandle getter(Class<?> jdkClass) throws UnsupportedShape {
        MethodHandle known = GETTERS.get(jdkClass);
        if (known == null) {
            known = Reach.getter(jdkClass, FIELDS.get(jdkClass.getName()));
            GETTERS.put(jdkClass, known);
        }
        return known;
    }
}

package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.FutureTask;

/** Finds what the application submitted inside of what the JDK made of it. */
final class Wrapped {

    /** By class, where it keeps what it runs. */
    private static final Map<String, String> FIELDS = Map.of(
            FutureTask.class.getName(), "callable",
            "java.util.concurrent.Executors$RunnableAdapter", "task",
            "java.util.concurrent.CompletableFuture$AsyncRun", "fn",
            "java.util.concurrent.CompletableFuture$AsyncSupply", "fn");
    private static final PerClass<MethodHandle> GETTER =
            new PerClass<>(jdkClass -> Reach.getter(jdkClass, FIELDS.get(jdkClass.getName())));
    private static final PerClass<MethodHandle> CAPTURED = new PerClass<>(Wrapped::captured);

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
        Object inner = GETTER.of(type).invoke(task);
        return inner == null ? task : taskIn(inner);
    }

    /**
     * The method that a lambda has captured, because it is going to call it: which is all that a framework's own lambda says
     * of the application, as that around a call of an {@code @Async} method. Null for any other task.
     */
    static Method methodIn(Object task) throws Throwable {
        MethodHandle captured = task.getClass().isHidden() ? CAPTURED.of(task.getClass()) : null;
        return captured == null ? null : (Method) captured.invoke(task);
    }

    private static MethodHandle captured(Class<?> lambda) throws UnsupportedShape {
        for (Field field : lambda.getDeclaredFields()) {
            if (field.getType() == Method.class) {
                return Reach.getter(lambda, field.getName());
            }
        }
        return null;
    }
}

package dev.allstop.adapters.declared;

import dev.allstop.adapters.declared.Path.Call;
import dev.allstop.adapters.declared.Path.Cast;
import dev.allstop.adapters.declared.Path.Field;
import dev.allstop.adapters.declared.Path.Step;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** A path whose every step is bound, by the types that the classes declare. */
final class BoundPath {

    private static final MethodType STEP = MethodType.genericMethodType(1);

    private final Path path;
    private final int root;
    private final Class<?> type;
    private final List<MethodHandle> steps;

    private BoundPath(Path path, int root, Class<?> type, List<MethodHandle> steps) {
        this.path = path;
        this.root = root;
        this.type = type;
        this.steps = steps;
    }

    static BoundPath bind(Path path, Scope scope) throws UnsupportedShape {
        return bind(path, path.steps(), scope);
    }

    /** Without the last step. */
    static BoundPath bindOwner(Path path, Scope scope) throws UnsupportedShape {
        return bind(path, path.steps().subList(0, path.steps().size() - 1), scope);
    }

    private static BoundPath bind(Path path, List<Step> steps, Scope scope) throws UnsupportedShape {
        int root = scope.indexOf(path);
        Class<?> type = scope.types().get(root);
        List<MethodHandle> handles = new ArrayList<>();
        for (Step step : steps) {
            MethodHandle handle;
            try {
                handle = bind(step, type, scope);
            } catch (UnsupportedShape missing) {
                throw path.line().mismatch("\"" + path + "\": " + missing.getMessage());
            }
            type = handle.type().returnType();
            handles.add(handle.asType(STEP));
        }
        return new BoundPath(path, root, type, handles);
    }

    /** {@code (anything) -> type}. */
    private static MethodHandle bind(Step step, Class<?> type, Scope scope) throws UnsupportedShape {
        if (step instanceof Cast cast) {
            return MethodHandles.identity(Reach.neighbour(scope.neighbour(), cast.className()));
        }
        if (type.isPrimitive()) {
            throw new UnsupportedShape(type + " has no fields and no methods");
        }
        if (step instanceof Field field) {
            MethodHandle getter = Reach.typedGetter(type, field.name());
            return getter.type().parameterCount() == 1 ? getter : MethodHandles.dropArguments(getter, 0, type);
        }
        Call call = (Call) step;
        List<MethodHandle> overloads = Reach.typedMethods(type, call.name(), call.arguments().size());
        for (MethodHandle overload : overloads) {
            if (accepts(overload.type(), call.arguments())) {
                Class<?> returned = overload.type().returnType();
                return MethodHandles.insertArguments(
                        overload.asType(MethodType.genericMethodType(call.arguments().size() + 1)), 1,
                        call.arguments().toArray()).asType(MethodType.methodType(returned, Object.class));
            }
        }
        throw new UnsupportedShape(overloads.isEmpty()
                ? "no method " + call.name() + " with " + call.arguments().size() + " arguments in " + type.getName()
                : "the method " + call.name() + " in " + type.getName() + " takes other arguments");
    }

    private static boolean accepts(MethodType type, List<Object> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (!accepts(type.parameterType(i + 1), arguments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a literal may be handed over, or written, as this type. */
    static boolean accepts(Class<?> type, Object literal) {
        if (literal == null) {
            return !type.isPrimitive();
        }
        if (!type.isPrimitive()) {
            return type.isInstance(literal);
        }
        return type == boolean.class && literal instanceof Boolean || type == int.class && literal instanceof Integer
                || type == long.class && (literal instanceof Integer || literal instanceof Long);
    }

    /** What the last step is declared to give. */
    Class<?> type() {
        return type;
    }

    /** Null as soon as something on the way is null. */
    Object read(Object... roots) throws Throwable {
        Object value = roots[root];
        for (MethodHandle step : steps) {
            if (value == null) {
                return null;
            }
            value = step.invoke(value);
        }
        return value;
    }

    /** Calls the last step; unlike {@link #read} it must not end before. */
    void call(Object... roots) throws Throwable {
        Object value = roots[root];
        for (MethodHandle step : steps) {
            if (value == null) {
                throw new IllegalStateException(path.line().mismatch("\"" + path + "\": something on the way is null")
                        .getMessage());
            }
            value = step.invoke(value);
        }
    }
}

package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.Owner;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/** A method to hook, with what is bound of its class. */
final class Hook {

    private final Target target;
    private final Answer answer;
    private final List<Path> paths;
    private final PerClass<Bound> perClass;

    private record Bound(List<BoundPath> paths) {
    }

    /**
     * @param answer null when the method is never left out
     * @param paths  from the call; null entries are bound to null
     */
    Hook(Target target, Answer answer, List<Path> paths) {
        this.target = target;
        this.answer = answer;
        this.paths = paths;
        this.perClass = new PerClass<>(this::bind);
    }

    private Bound bind(Class<?> type) throws UnsupportedShape {
        List<Method> methods = target.methods(type);
        for (Method method : methods) {
            if (answer != null && !answer.fits(method.getReturnType())) {
                throw target.line().mismatch("\"" + answer.text() + "\" cannot be returned by " + method.getName()
                        + ", which returns " + method.getReturnType().getName());
            }
            if (Modifier.isStatic(method.getModifiers())) {
                throw target.line().mismatch(method.getName() + " is static: hook a method of an object");
            }
        }
        Scope scope = Scope.ofCall(methods);
        List<BoundPath> bound = new ArrayList<>();
        for (Path path : paths) {
            bound.add(path == null ? null : BoundPath.bind(path, scope));
        }
        return new Bound(bound);
    }

    /** Makes sure that it is in place and fits. */
    void require(Class<?> server, Weaving weaving) throws UnsupportedShape {
        try {
            weaving.require(server, target.className(), target.method(), target.parameters());
        } catch (UnsupportedShape missing) {
            throw target.line().mismatch(missing.getMessage());
        }
        perClass.of(target.methods(server).get(0).getDeclaringClass());
    }

    Target target() {
        return target;
    }

    /** The value of one of the paths at a call; null when there is no such path. */
    Object read(int path, Object self, Object[] arguments) throws Throwable {
        BoundPath bound = perClass.of(declaring(self)).paths().get(path);
        return bound == null ? null : bound.read(roots(self, arguments));
    }

    static Object[] roots(Object self, Object[] arguments) {
        Object[] roots = new Object[arguments.length + 1];
        roots[0] = self;
        System.arraycopy(arguments, 0, roots, 1, arguments.length);
        return roots;
    }

    private Class<?> declaring(Object self) {
        Class<?> type = self.getClass();
        while (!type.getName().equals(target.className())) {
            type = type.getSuperclass();
        }
        return type;
    }

    /** @param path number of the path that leads to the job server; the object itself when there is no such path */
    Owner owner(int path) {
        return (self, arguments) -> self == null || paths.get(path) == null ? self : read(path, self, arguments);
    }
}

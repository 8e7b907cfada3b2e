package dev.allstop.adapters.declared;

import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * What a path may begin with at one place, in the order in which the objects are handed over.
 *
 * @param neighbour a class of the library, for the names in casts
 */
record Scope(Class<?> neighbour, List<String> roots, List<Class<?>> types) {

    static Scope ofServer(Class<?> server) {
        return new Scope(server, List.of(Path.THIS), List.of(server));
    }

    /** A hooked method: the object that it is called on, and the arguments if there is only one such method. */
    static Scope ofCall(List<Method> methods) {
        return of(methods.get(0).getDeclaringClass(), methods, List.of(Path.THIS),
                List.of(methods.get(0).getDeclaringClass()));
    }

    /** A job server and the call that runs one of its jobs. */
    static Scope ofJob(Class<?> server, List<Method> methods) {
        return of(server, methods, List.of(Path.THIS, Path.JOB),
                List.of(server, methods.get(0).getDeclaringClass()));
    }

    private static Scope of(Class<?> neighbour, List<Method> methods, List<String> roots, List<Class<?>> types) {
        List<String> allRoots = new ArrayList<>(roots);
        List<Class<?>> allTypes = new ArrayList<>(types);
        if (methods.size() == 1) {
            for (Class<?> type : methods.get(0).getParameterTypes()) {
                allTypes.add(type);
                allRoots.add(Path.ARGUMENT + (allTypes.size() - types.size()));
            }
        }
        return new Scope(neighbour, allRoots, allTypes);
    }

    int indexOf(Path path) throws UnsupportedShape {
        int index = roots.indexOf(path.root());
        if (index < 0) {
            throw path.line().mismatch("there is no " + path.root() + " here, only " + roots
                    + "; where several methods have the name, say which is meant with /1, /2…");
        }
        return index;
    }
}

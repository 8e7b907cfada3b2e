package dev.allstop.core.weave;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.ReplacingHandler;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Puts the hook's calls into library classes; loaded with the first target.
 *
 * <p>Keeps, by class loader and weakly, what was woven, so that binding a server can tell a library that is fully
 * hooked from one that is not.
 */
public final class Weaver implements Weaving {

    private final List<HookPoint> points;
    private final Map<String, List<Integer>> pointsByClass = new HashMap<>();
    private final BrokenHook broken;
    /** By class loader (weak; null for the boot loader is kept under a key of our own): what came of each class. */
    private final Map<Object, Map<String, String>> outcomes = Collections.synchronizedMap(new WeakHashMap<>());
    private final Object bootLoader = new Object();

    private static final String WOVEN = "";

    /** Told of every handler and every weaving that threw; by any thread, perhaps inside a class loader's lock. */
    public interface BrokenHook {

        void broken(HookPoint point, String where, Throwable why);
    }

    /** Publishes the handlers in the hook; from then on woven code may call them. */
    @SuppressWarnings("unchecked")
    public Weaver(List<HookPoint> points, BrokenHook broken) {
        this.points = List.copyOf(points);
        this.broken = broken;
        BiFunction<Object, Object[], Object>[] entering = new BiFunction[points.size()];
        BiFunction<Object, Object[], Object>[] leaving = new BiFunction[points.size()];
        for (int i = 0; i < points.size(); i++) {
            HookPoint point = points.get(i);
            pointsByClass.computeIfAbsent(point.className(), name -> new ArrayList<>()).add(i);
            entering[i] = (self, arguments) -> {
                try {
                    return point.handler().enter(self, arguments);
                } catch (Throwable thrown) {
                    broken.broken(point, "on entry of " + point, thrown);
                    return null;
                }
            };
            leaving[i] = (token, rest) -> {
                try {
                    if (rest[2] == null && point.handler() instanceof ReplacingHandler replacing) {
                        return new Object[] {replacing.replace(token, rest[0], rest[1])};
                    }
                    point.handler().exit(token, rest[0], rest[1], (Throwable) rest[2]);
                } catch (Throwable thrown) {
                    broken.broken(point, "on exit of " + point, thrown);
                }
                return null;
            };
        }
        AllstopHook.leaving = leaving;
        AllstopHook.entering = entering;
    }

    /** The woven class file, or null to leave the class as it is. */
    byte[] weave(ClassLoader loader, String className, byte[] classFile) {
        try {
            byte[] woven = WovenClass.of(classFile, points, pointsByClass.get(className));
            outcome(loader, className, WOVEN);
            return woven;
        } catch (Throwable thrown) {
            refused(loader, className, thrown);
            return null;
        }
    }

    void refused(ClassLoader loader, String className, Throwable why) {
        outcome(loader, className, String.valueOf(why));
        broken.broken(points.get(pointsByClass.get(className).get(0)), "weaving " + className, why);
    }

    private void outcome(ClassLoader loader, String className, String outcome) {
        outcomes.computeIfAbsent(loader == null ? bootLoader : loader, key -> new ConcurrentHashMap<>())
                .put(className, outcome);
    }

    @Override
    public void require(Class<?> neighbour, String className, String method, int parameters)
            throws UnsupportedShape {
        ClassLoader loader = neighbour.getClassLoader();
        Class<?> target;
        try {
            target = Class.forName(className, false, loader);
        } catch (ClassNotFoundException | LinkageError missing) {
            throw new UnsupportedShape("no class " + className + " beside " + neighbour.getName());
        }
        boolean declared = method.equals(HookPoint.CONSTRUCTOR);
        for (var candidate : target.getDeclaredMethods()) {
            declared |= candidate.getName().equals(method)
                    && (parameters == HookPoint.ANY || candidate.getParameterCount() == parameters);
        }
        if (!declared) {
            throw new UnsupportedShape("no method " + method + (parameters == HookPoint.ANY ? "" : "/" + parameters)
                    + " in " + className);
        }
        Map<String, String> ofLoader = outcomes.getOrDefault(
                target.getClassLoader() == null ? bootLoader : target.getClassLoader(), Map.of());
        String outcome = ofLoader.get(className);
        if (!WOVEN.equals(outcome)) {
            throw new UnsupportedShape(className + " is not hooked"
                    + (outcome == null ? "" : ": " + outcome));
        }
    }
}

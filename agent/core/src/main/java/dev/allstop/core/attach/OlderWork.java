package dev.allstop.core.attach;

import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.Lifecycle;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Work that began before Allstop was attached, so that no hook saw it begin: its thread is still in the middle of a
 * method that is hooked now. A method that is called again runs with its hook, so such work only ever becomes less.
 * Several job servers of a kind are not told apart, rather than take one of them for drained too early. Virtual threads
 * are not looked at: the JVM does not list them.
 */
public final class OlderWork {

    private static final String HOOK = "java.lang.AllstopHook";

    private final Map<String, Set<String>> methodsByKind = new ConcurrentHashMap<>();

    /** A method in whose midst there may be work. */
    public void add(String kind, HookPoint point) {
        if (!point.isConstructor() && !(point.handler() instanceof Lifecycle)) {
            methodsByKind.computeIfAbsent(kind, none -> ConcurrentHashMap.newKeySet()).add(point.toString());
        }
    }

    /**
     * How many threads are in the midst of such work.
     *
     * @param seen threads whose work was seen beginning
     */
    public int count(String kind, Collection<Thread> seen) {
        Set<String> methods = methodsByKind.getOrDefault(kind, Set.of());
        int count = 0;
        for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
            if (!seen.contains(thread.getKey()) && isInside(methods, thread.getValue())) {
                count++;
            }
        }
        return count;
    }

    /** A thread at a closed gate has the hook above the hooked method, and is not inside. */
    private static boolean isInside(Set<String> methods, StackTraceElement[] stack) {
        for (int i = 0; i < stack.length; i++) {
            if (methods.contains(stack[i].getClassName() + "#" + stack[i].getMethodName())
                    && (i == 0 || !stack[i - 1].getClassName().equals(HOOK))) {
                return true;
            }
        }
        return false;
    }
}

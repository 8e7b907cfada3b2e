package dev.allstop.adapters.declared;

import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.HookPoint;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A method to hook: {@code com.acme.Worker#pop/1}.
 *
 * @param parameters how many, {@link HookPoint#ANY} when it is not said
 */
record Target(Line line, String className, String method, int parameters) {

    static Target read(Line line, String text) {
        int hash = text.indexOf('#');
        int slash = text.indexOf('/', hash);
        String className = hash < 0 ? "" : text.substring(0, hash).strip();
        String method = text.substring(hash + 1, slash < 0 ? text.length() : slash).strip();
        String count = slash < 0 ? "" : text.substring(slash + 1).strip();
        if (!isName(className.replace('.', '_')) || !isName(method) || slash >= 0 && !count.matches("[0-9]{1,3}")) {
            throw line.malformed("\"" + text + "\" is not a method: write com.acme.Worker#pop, or "
                    + "com.acme.Worker#pop/1 for the one with 1 parameter");
        }
        return new Target(line, className, method, slash < 0 ? HookPoint.ANY : Integer.parseInt(count));
    }

    static boolean isName(String text) {
        return !text.isEmpty() && Character.isJavaIdentifierStart(text.charAt(0))
                && text.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /** The methods that are hooked, through any class of the same library. */
    List<Method> methods(Class<?> neighbour) throws UnsupportedShape {
        Class<?> type;
        try {
            type = neighbour(neighbour, className);
        } catch (UnsupportedShape missing) {
            throw line.mismatch(missing.getMessage());
        }
        List<Method> found = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (Method candidate : type.getDeclaredMethods()) {
            if (candidate.isSynthetic() || Modifier.isAbstract(candidate.getModifiers())) {
                continue;
            }
            if (candidate.getName().equals(method)
                    && (parameters == HookPoint.ANY || candidate.getParameterCount() == parameters)) {
                found.add(candidate);
            } else {
                others.add(candidate.getName() + "/" + candidate.getParameterCount());
            }
        }
        if (found.isEmpty()) {
            throw line.mismatch(className + " itself has no method " + shortName() + " with a body; it has " + others);
        }
        return found;
    }

    /** Required by {@link Hook#require}, which can name the line. */
    HookPoint point(HookHandler handler) {
        return new HookPoint(className, method, parameters, handler).optional();
    }

    private String shortName() {
        return method + (parameters == HookPoint.ANY ? "" : "/" + parameters);
    }
}

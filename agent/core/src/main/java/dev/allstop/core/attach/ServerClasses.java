package dev.allstop.core.attach;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells job servers from other objects by the classes whose constructors are hooked, and their sub-classes. */
public final class ServerClasses {

    private final Map<String, String> kindsByClassName = new ConcurrentHashMap<>();

    public void add(String className, String kind) {
        kindsByClassName.put(className, kind);
    }

    /** The kind of job server, null for any other class. */
    public String kindOf(Class<?> type) {
        for (Class<?> superType = type; superType != null; superType = superType.getSuperclass()) {
            String kind = kindsByClassName.get(superType.getName());
            if (kind != null) {
                return kind;
            }
        }
        return null;
    }
}

package dev.allstop.core.registry;

import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.adapter.Weaving;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Binds each class of job servers once. What is bound refers to the application's classes, so it is kept with the
 * class itself ({@link ClassValue}) and goes with it; nothing of Allstop's own may keep a {@link ServerControl}.
 */
public final class Binder {

    private final Map<String, AdapterInUse> adapters;
    private final Weaving weaving;
    private final Map<String, ClassValue<Binding>> bindings = new ConcurrentHashMap<>();

    /** @param adapters by kind */
    public Binder(Map<String, AdapterInUse> adapters, Weaving weaving) {
        this.adapters = Map.copyOf(adapters);
        this.weaving = weaving;
    }

    /**
     * @param control null when the class could not be bound
     * @param error   why, else empty
     */
    public record Binding(ServerControl control, String error) {
    }

    /** Called on Allstop's threads only: binding may load classes of the library. */
    public Binding bindingOf(String kind, Object server) {
        return bindings.computeIfAbsent(kind, this::bindingsOf).get(server.getClass());
    }

    private ClassValue<Binding> bindingsOf(String kind) {
        AdapterInUse adapter = adapters.get(kind);
        return new ClassValue<>() {
            @Override
            protected Binding computeValue(Class<?> type) {
                try {
                    return new Binding(new ApplicationContext(adapter.bind(type, weaving), type.getClassLoader()), "");
                } catch (UnsupportedShape missing) {
                    return new Binding(null, missing.getMessage());
                } catch (Throwable broken) {
                    return new Binding(null, "the adapter " + kind + " failed to bind " + type.getName() + ": " + broken);
                }
            }
        };
    }
}

package dev.allstop.adapters.quartz;

import dev.allstop.core.adapter.HookHandler;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;

/**
 * Job stores that are not the library's own (MongoDB, Redis, an in-house one) have no class that could be hooked by
 * name. The scheduler's thread asks {@code QuartzSchedulerResources.getJobStore} before every call; for such a store it
 * is given a proxy with the same gates. Everybody else gets the store itself.
 *
 * <p>A proxy around a store that ends in a hooked one after all does no harm: the inner passage is turned away like any
 * other, and a commit counts once.
 */
final class ForeignJobStore implements HookHandler {

    private final Map<String, HookHandler> gates;
    private final ClassValue<Boolean> hooked = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> store) {
            return isHooked(store);
        }
    };

    ForeignJobStore(HookHandler acquire, HookHandler fire, HookHandler dropped) {
        gates = Map.of("acquireNextTriggers", acquire, "triggersFired", fire, "triggeredJobComplete", dropped);
    }

    @Override
    public Object enter(Object resources, Object[] arguments) throws Throwable {
        if (!SchedulerThread.isCurrent()) {
            return null;
        }
        QuartzLibrary library = QuartzLibrary.BOUND.of(resources);
        Object store = library.storeOfResources().invoke(resources);
        return store == null || hooked.get(store.getClass()) ? null : HookHandler.skip(gated(library.jobStore(), store));
    }

    private Object gated(Class<?> jobStore, Object store) {
        InvocationHandler handler = (proxy, method, arguments) -> {
            HookHandler gate = gates.get(method.getName());
            return gate == null ? call(method, store, arguments) : call(gate, method, store, arguments);
        };
        return Proxy.newProxyInstance(jobStore.getClassLoader(), new Class<?>[] {jobStore}, handler);
    }

    private static Object call(HookHandler gate, Method method, Object store, Object[] arguments) throws Throwable {
        Object token = gate.enter(store, arguments);
        if (token instanceof Object[] answer) {
            return answer[0];
        }
        Object returned = null;
        Throwable thrown = null;
        try {
            returned = call(method, store, arguments);
            return returned;
        } catch (Throwable failed) {
            thrown = failed;
            throw failed;
        } finally {
            if (token != null) {
                gate.exit(token, store, returned, thrown);
            }
        }
    }

    private static Object call(Method method, Object store, Object[] arguments) throws Throwable {
        try {
            return method.invoke(store, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    /** Whether both calls end in the hooked classes; a sub-class may have its own. */
    private static boolean isHooked(Class<?> store) {
        try {
            return QuartzAdapter.JOB_STORES.contains(
                    store.getMethod("acquireNextTriggers", long.class, int.class, long.class).getDeclaringClass().getName())
                    && QuartzAdapter.JOB_STORES.contains(
                    store.getMethod("triggersFired", List.class).getDeclaringClass().getName());
        } catch (NoSuchMethodException | LinkageError unknown) {
            return false;
        }
    }
}

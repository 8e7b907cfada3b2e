package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;

/** What is needed of {@code ThreadPoolExecutor} beyond its public methods. */
record JdkPool(MethodHandle firstTask, MethodHandle setFirstTask, MethodHandle workers, MethodHandle thread) {

    private static final PerClass<JdkPool> BOUND = new PerClass<>(JdkPool::bind);

    static JdkPool bound() throws UnsupportedShape {
        return BOUND.of(ThreadPoolExecutor.class);
    }

    private static JdkPool bind(Class<?> pool) throws UnsupportedShape {
        Class<?> worker = Reach.neighbour(pool, pool.getName() + "$Worker");
        return new JdkPool(Reach.getter(worker, "firstTask"), Reach.setter(worker, "firstTask"),
                Reach.getter(pool, "workers"), Reach.getter(worker, "thread"));
    }

    /** One of its threads, if it has any; read without the pool's lock, so perhaps none though there is one. */
    static Optional<Thread> threadOf(Object pool) {
        try {
            if (pool instanceof ThreadPoolExecutor) {
                for (Object worker : ((Collection<?>) bound().workers().invoke(pool)).toArray()) {
                    return Optional.ofNullable((Thread) bound().thread().invoke(worker));
                }
            }
            return Optional.empty();
        } catch (Throwable changing) {
            return Optional.empty();
        }
    }
}

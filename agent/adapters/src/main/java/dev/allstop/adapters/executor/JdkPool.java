package dev.allstop.adapters.executor;

import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;

/** What is needed of {@code ThreadPoolExecutor} beyond its public methods. */
record JdkPool(MethodHandle firstTask, MethodHandle setFirstTask, MethodHandle workers, MethodHandle thread) {

    private static volatile JdkPool bound;

    static JdkPool bound() throws UnsupportedShape {
        JdkPool known = bound;
        if (known == null) {
            Class<?> worker = Reach.neighbour(ThreadPoolExecutor.class, ThreadPoolExecutor.class.getName() + "$Worker");
            known = new JdkPool(Reach.getter(worker, "firstTask"), Reach.setter(worker, "firstTask"),
                    Reach.getter(ThreadPoolExecutor.class, "workers"), Reach.getter(worker, "thread"));
            bound = known;
        }
        return known;
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

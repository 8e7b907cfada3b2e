package dev.allstop.adapters.springbatch;

import dev.allstop.core.adapter.HookHandler;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * At the end of the constructor of {@code SimpleJobOperator}: remembers the operators of this JVM. Before 6 a launcher is
 * none, and does not know the one that the application has beside it.
 */
final class Operators implements HookHandler {

    private record Operator(MethodHandle repository, MethodHandle stop) {

        static Operator bind(Class<?> type) throws UnsupportedShape {
            return new Operator(Reach.getter(type, "jobRepository"), Reach.method(type, "stop", "long"));
        }
    }

    private final PerClass<Operator> operators = new PerClass<>(Operator::bind);
    /** Compared by identity: operators have no {@code equals}. */
    private final Set<Object> known = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    @Override
    public void exit(Object none, Object operator, Object returned, Throwable thrown) {
        known.add(operator);
    }

    /**
     * Stops an execution by an operator that works on the same repository.
     *
     * @return false when there is none
     */
    boolean stop(Object repository, Object executionId) throws Throwable {
        for (Object operator : List.of(known.toArray())) {
            Operator members = operators.of(operator.getClass());
            if (members.repository().invoke(operator) == repository) {
                return (boolean) members.stop().invoke(operator, executionId);
            }
        }
        return false;
    }
}

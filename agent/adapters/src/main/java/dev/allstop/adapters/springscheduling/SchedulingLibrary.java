package dev.allstop.adapters.springscheduling;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What is needed of a scheduler on the application's threads, bound through its class.
 *
 * @param executor of a scheduler: what its threads belong to, and what tells when it has been shut down
 */
record SchedulingLibrary(Shape shape, MethodHandle executor) {

    /** The three classes there are; applications may have sub-classes of them. */
    enum Shape { POOL, THREAD_PER_TASK, ADAPTED }

    static final PerClass<SchedulingLibrary> BOUND = new PerClass<>(SchedulingLibrary::bind);
    private static final PerClass<MethodHandle[]> REGISTRAR = new PerClass<>(type -> new MethodHandle[] {
            getter(neighbour(type, SpringSchedulingAdapter.REGISTRAR), "localExecutor"),
            getter(neighbour(type, SpringSchedulingAdapter.REGISTRAR), "taskScheduler")});
    private static final PerClass<MethodHandle> OUTER = new PerClass<>(type -> getter(type, "this$0"));
    private static final PerClass<MethodHandle> DELEGATE = new PerClass<>(type -> getter(type, "delegate"));

    private static SchedulingLibrary bind(Class<?> type) throws UnsupportedShape {
        for (Class<?> known = type; known != null; known = known.getSuperclass()) {
            switch (known.getName()) {
                case SpringSchedulingAdapter.POOL -> {
                    return new SchedulingLibrary(Shape.POOL, getter(known, "scheduledExecutor"));
                }
                case SpringSchedulingAdapter.ADAPTED -> {
                    return new SchedulingLibrary(Shape.ADAPTED, getter(known, "scheduledExecutor"));
                }
                case SpringSchedulingAdapter.THREAD_PER_TASK -> {
                    return new SchedulingLibrary(Shape.THREAD_PER_TASK, triggerExecutor(known));
                }
                default -> {
                }
            }
        }
        throw new UnsupportedShape(type.getName() + " is no scheduler of Spring's");
    }

    /** One executor for all in 6.1, one for triggers and one for fixed delays since 6.2; both end at the same time. */
    private static MethodHandle triggerExecutor(Class<?> type) throws UnsupportedShape {
        try {
            return getter(type, "triggerExecutor");
        } catch (UnsupportedShape before62) {
            return getter(type, "scheduledExecutor");
        }
    }

    /** On any thread; a scheduler that was not initialised yet is not shut down. */
    static boolean isShutDown(Object scheduler) {
        try {
            ScheduledExecutorService executor = (ScheduledExecutorService) BOUND.of(scheduler.getClass()).executor()
                    .invoke(scheduler);
            return executor != null && executor.isShutdown();
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The scheduler that a {@code ScheduledTaskRegistrar} made for itself, null when it was given one. */
    static Object localSchedulerOf(Object registrar, Object[] none) throws Throwable {
        MethodHandle[] fields = REGISTRAR.of(registrar.getClass());
        return fields[0].invoke(registrar) == null ? null : fields[1].invoke(registrar);
    }

    /** Of an object of an inner class. */
    static Object outerOf(Object inner) throws Throwable {
        return OUTER.of(inner.getClass()).invoke(inner);
    }

    /** What the application wants to be run. */
    static Object delegateOf(Object task) throws Throwable {
        return DELEGATE.of(task.getClass()).invoke(task);
    }
}

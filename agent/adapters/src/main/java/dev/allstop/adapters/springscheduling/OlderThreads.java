package dev.allstop.adapters.springscheduling;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ThreadPoolExecutor;

/** Finds the scheduler of tasks that were scheduled before Allstop was attached, by the thread that runs them. */
final class OlderThreads {

    private static final PerClass<Jdk> JDK = new PerClass<>(Jdk::bind);

    /** Bound through {@link Thread}. */
    private record Jdk(MethodHandle[] stepsToTask, MethodHandle poolOfWorker, Class<?> worker) {

        static Jdk bind(Class<?> thread) throws UnsupportedShape {
            Class<?> worker = Reach.neighbour(ThreadPoolExecutor.class, ThreadPoolExecutor.class.getName() + "$Worker");
            return new Jdk(bindSteps(thread), Reach.getter(worker, "this$0"), worker);
        }

        /** Since JDK 19 in an object beside the thread. */
        private static MethodHandle[] bindSteps(Class<?> thread) throws UnsupportedShape {
            try {
                MethodHandle holder = Reach.getter(thread, "holder");
                return new MethodHandle[] {holder,
                        Reach.getter(Reach.neighbour(thread, "java.lang.Thread$FieldHolder"), "task")};
            } catch (UnsupportedShape before19) {
                return new MethodHandle[] {Reach.getter(thread, "target")};
            }
        }

        /** What the thread was made for; null for a virtual one. */
        Object taskOf(Thread thread) throws Throwable {
            Object task = thread;
            for (MethodHandle step : stepsToTask) {
                task = task == null ? null : step.invoke(task);
            }
            return task;
        }

        Object poolOf(Object task) throws Throwable {
            return worker.isInstance(task) ? poolOfWorker.invoke(task) : null;
        }
    }

    private OlderThreads() {
    }

    /**
     * Null when there is none. A pool of Spring's names its scheduler as the maker of its threads, or is inside of it; a
     * thread of a single task has one that belongs to its scheduler ({@code SimpleAsyncTaskExecutor.TaskTrackingRunnable},
     * 6.1 to 7.0): the hand-over may have begun before the attach, and have waited for the scheduler's concurrency limit.
     */
    static Object schedulerOfThisOne() {
        try {
            Jdk jdk = JDK.of(Thread.class);
            Object task = jdk.taskOf(Thread.currentThread());
            if (task != null && task.getClass().getName().startsWith(SpringSchedulingAdapter.HAND_OVER + "$")) {
                return SchedulingLibrary.outerOf(task);
            }
            if (!(jdk.poolOf(task) instanceof ThreadPoolExecutor pool)) {
                return null;
            }
            return pool.getClass().getName().startsWith(SpringSchedulingAdapter.POOL) ? SchedulingLibrary.outerOf(pool)
                    : pool.getThreadFactory();
        } catch (Throwable closed) {
            return null;
        }
    }
}

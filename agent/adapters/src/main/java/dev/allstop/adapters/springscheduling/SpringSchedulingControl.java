package dev.allstop.adapters.springscheduling;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.adapters.springscheduling.SchedulingLibrary.Shape;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.LateName;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.Servers;
import dev.allstop.core.adapter.TaskName;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;

/** A scheduler and what can be done with it from outside its threads. */
final class SpringSchedulingControl implements ServerControl {

    private static final TestedVersions TESTED =
            TestedVersions.of("spring-context", "5.3.39", "6.1.21", "6.2.19", "7.0.10");

    private final LateName names = new LateName();
    private final String library;
    private final SchedulingLibrary scheduling;
    private final Servers servers;
    private final MethodHandle beanName;
    private final MethodHandle threadNamePrefix;
    private final String prefixByDefault;
    private final MethodHandle taskDecorator;
    private final MethodHandle isRunning;
    private final MethodHandle shutdown;

    SpringSchedulingControl(Class<?> schedulerClass, SchedulingLibrary scheduling, Servers servers)
            throws UnsupportedShape {
        this.library = TESTED.libraryOf(neighbour(schedulerClass, SpringSchedulingAdapter.TASK));
        this.scheduling = scheduling;
        this.servers = servers;
        boolean pool = scheduling.shape() == Shape.POOL;
        boolean adapted = scheduling.shape() == Shape.ADAPTED;
        beanName = pool ? getter(schedulerClass, "beanName") : null;
        threadNamePrefix = adapted ? null : method(schedulerClass, "getThreadNamePrefix", 0);
        // CustomizableThreadCreator.getDefaultThreadNamePrefix
        prefixByDefault = schedulerClass.getName().replaceFirst(".*\\.", "").replace('$', '.');
        taskDecorator = adapted ? getter(schedulerClass, "taskDecorator") : null;
        isRunning = adapted ? null : isRunning(schedulerClass);
        shutdown = adapted ? null : method(schedulerClass, pool ? "shutdown" : "close", 0);
    }

    /** Null before 6.1, where a scheduler cannot be paused. */
    private static MethodHandle isRunning(Class<?> schedulerClass) {
        try {
            return method(schedulerClass, "isRunning", 0);
        } catch (UnsupportedShape before61) {
            return null;
        }
    }

    /** The name of the bean, else what its threads are called after. */
    @Override
    public String name(Object scheduler) throws Throwable {
        if (scheduling.shape() == Shape.ADAPTED) {
            if (taskDecorator.invoke(scheduler) != null) {
                throw new UnsupportedOperationException("a ConcurrentTaskScheduler with a task decorator hides what it "
                        + "runs: use a ThreadPoolTaskScheduler");
            }
            return "ConcurrentTaskScheduler";
        }
        String prefix = ((String) threadNamePrefix.invoke(scheduler)).replaceFirst("-+$", "");
        String own = prefix.equals(prefixByDefault) ? null : prefix;
        return names.of(scheduler, beanName == null ? own : (String) beanName.invoke(scheduler), prefix);
    }

    @Override
    public String library(Object scheduler) {
        return library;
    }

    @Override
    public String nativeState(Object scheduler) throws Throwable {
        return isRunning == null || (boolean) isRunning.invoke(scheduler) ? "RUNNING" : "STOPPED";
    }

    /** Threads that wait at the gate are busy in the pool's view; asked for first, since nobody leaves a closed gate. */
    @Override
    public int runningByLibrary(Object scheduler) throws Throwable {
        JobServer server = servers.find(scheduler);
        int waiting = server == null ? 0 : server.gate().waiting();
        return scheduling.executor().invoke(scheduler) instanceof ThreadPoolExecutor pool
                && scheduling.shape() != Shape.THREAD_PER_TASK ? pool.getActiveCount() - waiting : -1;
    }

    /** What the application's task says of itself: {@code com.acme.Invoices.sendAll} for a {@code @Scheduled} method. */
    @Override
    public String[] describe(Run run) throws Throwable {
        Object task = run.subject() instanceof Runnable wrapped ? SchedulingLibrary.delegateOf(wrapped) : run.subject();
        return TaskName.of(task);
    }

    @Override
    public void shutdown(Object scheduler) throws Throwable {
        if (shutdown != null) {
            shutdown.invoke(scheduler);
        } else if (scheduling.executor().invoke(scheduler) instanceof ExecutorService executor) {
            executor.shutdown();
        }
    }
}

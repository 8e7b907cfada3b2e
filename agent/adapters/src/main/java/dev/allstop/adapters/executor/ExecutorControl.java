package dev.allstop.adapters.executor;

import dev.allstop.core.AgentThread;
import dev.allstop.core.adapter.JobServer;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TaskName;
import dev.allstop.core.gate.Run;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/** A pool and what can be done with it from outside its threads. */
final class ExecutorControl implements ServerControl {

    private static final long PAUSE_MS = 50;

    private final Pools pools;

    ExecutorControl(Pools pools) {
        this.pools = pools;
    }

    /** What its threads are called, or the class that constructed it. */
    @Override
    public String name(Object pool) {
        Pool known = pools.of(pool);
        return known == null || known.name() == null || known.name().isEmpty() ? pool.getClass().getSimpleName()
                : known.name();
    }

    @Override
    public String library(Object pool) {
        return "jdk " + System.getProperty("java.version");
    }

    /** Nothing: what is queued stays there. Asked again and again while it drains, so a look at who only seems to work. */
    @Override
    public int accepted(Object pool) {
        JobServer server = pools.chosen(pool);
        if (server != null) {
            for (Run run : server.inFlight().present()) {
                if (WorkerLoops.isOne(run.thread())) {
                    server.inFlight().disown(run);
                }
            }
        }
        return 0;
    }

    /**
     * A thread of a pool that waits at the gate is not active in the pool's view; one that has passed it becomes so an
     * instant later. So while a task is known to run there may be another that is not.
     */
    @Override
    public int runningByLibrary(Object pool) throws Throwable {
        JobServer server = pools.chosen(pool);
        if (server == null) {
            return -1;
        }
        int known = server.inFlight().present().size();
        if (known > 0) {
            return known + 1;
        }
        // Asked for first, since nobody leaves a closed gate.
        int waiting = server.gate().waiting();
        return pool instanceof ThreadPoolExecutor executor ? executor.getActiveCount()
                : ((Collection<?>) JdkThreadPerTask.bound().threads().invoke(pool)).size() - waiting;
    }

    /** What was kept aside is submitted, on a thread of its own since it may have to wait for the pool to have room. */
    @Override
    public void gateOpened(Object pool) {
        Pool known = pools.of(pool);
        Runnable first = known == null ? null : known.nextAside();
        if (first != null) {
            new AgentThread(() -> submit((ThreadPoolExecutor) pool, known, first), "submitting").start();
        }
    }

    private static void submit(ThreadPoolExecutor pool, Pool known, Runnable first) {
        for (Runnable task = first; task != null; task = known.nextAside()) {
            // The threads that the pool makes for it inherit that.
            ClassLoader loader = task.getClass().getClassLoader();
            Thread.currentThread().setContextClassLoader(loader == null ? ClassLoader.getSystemClassLoader() : loader);
            boolean submitted = false;
            while (!submitted && !pool.isShutdown()) {
                submitted = submit(pool, task);
            }
            if (!submitted) {
                Tasks.drop(task);
            }
        }
    }

    /** Not while the pool is full: what it would do with the task then is meant for the one who submitted it. */
    private static boolean submit(ThreadPoolExecutor pool, Runnable task) {
        try {
            if (pool.getActiveCount() < pool.getMaximumPoolSize()) {
                pool.execute(task);
                return true;
            }
            Thread.sleep(PAUSE_MS);
        } catch (RejectedExecutionException full) {
            return false;
        } catch (InterruptedException nobodyInterruptsUs) {
            Thread.interrupted();
        }
        return false;
    }

    /** What the task says of itself, or the method that it calls. */
    @Override
    public String[] describe(Run run) throws Throwable {
        Object task = Wrapped.taskIn(run.subject());
        String[] said = TaskName.of(task);
        Method called = Wrapped.methodIn(task);
        return called == null ? said
                : new String[] {called.getDeclaringClass().getTypeName() + "." + called.getName(), said[1]};
    }

    @Override
    public void shutdown(Object pool) {
        ((ExecutorService) pool).shutdown();
    }
}

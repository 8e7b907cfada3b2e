package dev.allstop.adapters.jesque;

import static dev.allstop.core.adapter.Reach.constructor;
import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** All that is bound of Jesque, through any class that can see the library. */
record JesqueLibrary(
        Class<?> pool,
        MethodHandle workers,
        MethodHandle isShutdown,
        MethodHandle isPaused,
        MethodHandle isProcessingJob,
        MethodHandle queues,
        MethodHandle end,
        MethodHandle join,
        WorkerClass connected,
        WorkerClass pooled,
        MethodHandle className,
        MethodHandle arguments) {

    private static final String LIBRARY = "net.greghaines.jesque.";
    static final PerClass<JesqueLibrary> BOUND = new PerClass<>(JesqueLibrary::bind);

    /** A worker with its own connection, or with a pool of them: what else it has, and how to put a job in front. */
    record WorkerClass(Class<?> type, MethodHandle id, MethodHandle thread, MethodHandle config, MethodHandle connections,
                     MethodHandle newClient, MethodHandle priorityEnqueue, MethodHandle endClient) {

        static WorkerClass connected(Class<?> member) throws UnsupportedShape {
            return bind(neighbour(member, JesqueAdapter.WORKERS.get(0)), "jedis",
                    neighbour(member, LIBRARY + "client.ClientImpl"), "Config");
        }

        static WorkerClass pooled(Class<?> member) throws UnsupportedShape {
            return bind(neighbour(member, JesqueAdapter.WORKERS.get(1)), "jedisPool",
                    neighbour(member, LIBRARY + "client.ClientPoolImpl"), "Config", "Pool");
        }

        private static WorkerClass bind(Class<?> worker, String connections, Class<?> client, String... parameters)
                throws UnsupportedShape {
            return new WorkerClass(worker,
                    method(worker, "getWorkerId", 0),
                    getter(worker, "threadRef"),
                    getter(worker, "config"),
                    getter(worker, connections),
                    constructor(client, parameters),
                    method(client, "priorityEnqueue", "String", "Job"),
                    method(client, "end", 0));
        }

        /** Over a new connection: the worker's own belongs to its thread. */
        void putInFront(Object of, String queue, Object job) throws Throwable {
            Object configuration = config.invoke(of);
            Object client = newClient.type().parameterCount() == 1 ? newClient.invoke(configuration)
                    : newClient.invoke(configuration, connections.invoke(of));
            try {
                priorityEnqueue.invoke(client, queue, job);
            } finally {
                endClient.invoke(client);
            }
        }
    }

    private static JesqueLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> pool = neighbour(member, JesqueAdapter.POOL);
        Class<?> worker = neighbour(member, LIBRARY + "worker.Worker");
        Class<?> job = neighbour(member, LIBRARY + "Job");
        return new JesqueLibrary(
                pool,
                getter(pool, "workers"),
                method(worker, "isShutdown", 0),
                method(worker, "isPaused", 0),
                method(worker, "isProcessingJob", 0),
                method(worker, "getQueues", 0),
                method(worker, "end", 1),
                method(worker, "join", 1),
                WorkerClass.connected(member),
                WorkerClass.pooled(member),
                method(job, "getClassName", 0),
                method(job, "getArgs", 0));
    }

    /** Those of a pool, or the worker itself. */
    Collection<?> workersOf(Object server) throws Throwable {
        return pool.isInstance(server) ? (Collection<?>) workers.invoke(server) : List.of(server);
    }

    /** Whether its workers were told to end and have no thread, any more or yet. */
    boolean hasEnded(Object server) throws Throwable {
        for (Object worker : workersOf(server)) {
            if (!(boolean) isShutdown.invoke(worker) || hasThread(worker)) {
                return false;
            }
        }
        return true;
    }

    boolean hasThread(Object worker) throws Throwable {
        return ((AtomicReference<?>) classOf(worker).thread().invoke(worker)).get() != null;
    }

    /** @throws UnsupportedShape for a worker that is not the library's */
    WorkerClass classOf(Object worker) throws UnsupportedShape {
        for (WorkerClass known : List.of(connected, pooled)) {
            if (known.type().isInstance(worker)) {
                return known;
            }
        }
        throw new UnsupportedShape(worker.getClass().getName() + " is a worker of its own making, and nobody knows where "
                + "it takes its jobs");
    }
}

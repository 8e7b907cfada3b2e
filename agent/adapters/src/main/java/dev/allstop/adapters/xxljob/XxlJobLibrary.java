package dev.allstop.adapters.xxljob;

import static dev.allstop.core.adapter.Reach.constructor;
import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Collection;
import java.util.Map;

/** All that is bound of XXL-JOB, through any class that can see the library. */
record XxlJobLibrary(
        Class<?> executor,
        MethodHandle embedServer,
        MethodHandle appName,
        MethodHandle admins,
        MethodHandle destroy,
        MethodHandle jobThreads,
        MethodHandle queue,
        MethodHandle running,
        MethodHandle newAnswer,
        MethodHandle handler,
        MethodHandle jobId,
        MethodHandle logId,
        MethodHandle parameters,
        MethodHandle logIdOfResult) {

    private static final String LIBRARY = "com.xxl.job.core.";
    static final PerClass<XxlJobLibrary> BOUND = new PerClass<>(XxlJobLibrary::bind);

    private static XxlJobLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> executor = neighbour(member, XxlJobAdapter.EXECUTOR);
        Class<?> jobThread = neighbour(member, XxlJobAdapter.JOB_THREAD);
        Class<?> trigger = either(member, LIBRARY + "openapi.model.TriggerRequest", LIBRARY + "biz.model.TriggerParam");
        return new XxlJobLibrary(
                executor,
                getter(executor, "embedServer"),
                getter(executor, "appname"),
                method(executor, "getAdminBizList", 0),
                method(executor, "destroy", 0),
                getter(executor, "jobThreadRepository"),
                getter(jobThread, "triggerQueue"),
                getter(jobThread, "running"),
                constructor(either(member, LIBRARY + "biz.model.ReturnT", "com.xxl.tool.response.Response"), "int", "String"),
                method(trigger, "getExecutorHandler", 0),
                method(trigger, "getJobId", 0),
                method(trigger, "getLogId", 0),
                method(trigger, "getExecutorParams", 0),
                method(either(member, LIBRARY + "openapi.model.CallbackRequest", LIBRARY + "biz.model.HandleCallbackParam"),
                        "getLogId", 0));
    }

    /** Told of a trigger that waits in the queue of a job's thread. */
    @FunctionalInterface
    interface Queued {

        void is(Object thread, Object trigger, long logId);
    }

    void queued(Queued told) throws Throwable {
        for (Object thread : threads()) {
            for (Object trigger : (Collection<?>) queue.invoke(thread)) {
                told.is(thread, trigger, (long) logId.invoke(trigger));
            }
        }
    }

    private Collection<?> threads() throws Throwable {
        return ((Map<?, ?>) jobThreads.invoke()).values();
    }

    /** Triggers that run or wait in a queue. */
    int atWork() throws Throwable {
        int count = 0;
        for (Object thread : threads()) {
            count += ((Collection<?>) queue.invoke(thread)).size() + ((boolean) running.invoke(thread) ? 1 : 0);
        }
        return count;
    }

    private static Class<?> either(Class<?> member, String one, String other) throws UnsupportedShape {
        try {
            return neighbour(member, one);
        } catch (UnsupportedShape otherVersion) {
            return neighbour(member, other);
        }
    }
}

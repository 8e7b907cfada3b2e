package dev.allstop.adapters.temporal;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.ByIdentity;
import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** All that is bound of Temporal's SDK, through any class that can see it; lists are in the order of {@code WORKERS}. */
record TemporalLibrary(
        List<WorkerOfKind> kinds,
        MethodHandle workerOfEager,
        MethodHandle workers,
        MethodHandle usedSlots,
        MethodHandle stickyPolls,
        Class<?> workflowTask,
        Class<?> activityTask,
        MethodHandle activitySlot,
        MethodHandle workflowResponse,
        MethodHandle workflowType,
        MethodHandle workflowName,
        MethodHandle executionOfWorkflow,
        MethodHandle activityResponse,
        MethodHandle activityType,
        MethodHandle activityName,
        MethodHandle activityId,
        MethodHandle executionOfActivity,
        MethodHandle workflowId) {

    static final PerClass<TemporalLibrary> BOUND = new PerClass<>(TemporalLibrary::bind);
    private static final List<String> OUTER = List.of("workflowWorker", "activityWorker", "nexusWorker");
    private static final List<String> INNER = List.of("workflowWorker", "worker", "worker");
    private static final String API = "io.temporal.api.";

    /**
     * What a {@code Worker} has for one kind of tasks.
     *
     * @param outer  of the {@code Worker}
     * @param worker of that
     * @param polls  what counts them
     */
    record WorkerOfKind(Class<?> poll, MethodHandle outer, MethodHandle worker, MethodHandle slotSupplier,
                        MethodHandle polls, MethodHandle slotSupplierOfPoll, Class<?> handler, MethodHandle workerOfHandler) {

        /** Null where the {@code Worker} runs none of these. */
        Object innerOf(Object someWorker) throws Throwable {
            Object there = outer.invoke(someWorker);
            return there == null ? null : worker.invoke(there);
        }
    }

    private static TemporalLibrary bind(Class<?> member) throws UnsupportedShape {
        List<WorkerOfKind> kinds = new ArrayList<>();
        for (int kind = 0; kind < OUTER.size(); kind++) {
            String name = TemporalAdapter.WORKERS.get(kind);
            Class<?> worker = neighbour(member, name);
            Class<?> poll = neighbour(member, TemporalAdapter.POLLS.get(kind));
            Class<?> handler = neighbour(member, name + "$TaskHandlerImpl");
            kinds.add(new WorkerOfKind(poll,
                    getter(neighbour(member, "io.temporal.worker.Worker"), OUTER.get(kind)),
                    getter(neighbour(member, TemporalAdapter.INTERNAL + "Sync" + worker.getSimpleName()), INNER.get(kind)),
                    getter(worker, "slotSupplier"), getter(worker, "pollerTracker"), getter(poll, "slotSupplier"), handler, getter(handler, "this$0")));
        }
        Class<?> workflowTask = neighbour(member, TemporalAdapter.INTERNAL + "WorkflowTask");
        Class<?> activityTask = neighbour(member, TemporalAdapter.INTERNAL + "ActivityTask");
        Class<?> workflow = neighbour(member, API + "workflowservice.v1.PollWorkflowTaskQueueResponseOrBuilder");
        Class<?> activity = neighbour(member, API + "workflowservice.v1.PollActivityTaskQueueResponseOrBuilder");
        return new TemporalLibrary(
                List.copyOf(kinds),
                getter(neighbour(member, TemporalAdapter.EAGER), "this$0"),
                getter(neighbour(member, TemporalAdapter.FACTORY), "workers"),
                method(neighbour(member, TemporalAdapter.INTERNAL + "TrackingSlotSupplier"), "getUsedSlots", 0),
                getter(neighbour(member, TemporalAdapter.WORKERS.get(0)), "stickyPollerTracker"),
                workflowTask,
                activityTask,
                method(activityTask, "getPermit", 0),
                method(workflowTask, "getResponse", 0),
                method(workflow, "getWorkflowType", 0),
                method(neighbour(member, API + "common.v1.WorkflowType"), "getName", 0),
                method(workflow, "getWorkflowExecution", 0),
                method(activityTask, "getResponse", 0),
                method(activity, "getActivityType", 0),
                method(neighbour(member, API + "common.v1.ActivityType"), "getName", 0),
                method(activity, "getActivityId", 0),
                method(activity, "getWorkflowExecution", 0),
                method(neighbour(member, API + "common.v1.WorkflowExecution"), "getWorkflowId", 0));
    }

    Map<?, ?> workersByTaskQueue(Object factory) throws Throwable {
        return (Map<?, ?>) workers.invoke(factory);
    }

    Collection<?> workersOf(Object factory) throws Throwable {
        return List.copyOf(workersByTaskQueue(factory).values());
    }

    /** By which the factory of a worker is known. */
    List<Object> partsOf(Object worker) throws Throwable {
        List<Object> parts = new ArrayList<>();
        for (WorkerOfKind kind : kinds) {
            Object inner = kind.innerOf(worker);
            if (inner != null) {
                parts.add(kind.slotSupplier().invoke(inner));
                parts.add(kind.polls().invoke(inner));
            }
        }
        parts.add(stickyPolls.invoke(kinds.get(0).innerOf(worker)));
        return parts;
    }

    /** Slots with a task in them. */
    int usedSlots(Object factory) throws Throwable {
        int used = 0;
        for (Object worker : workersOf(factory)) {
            for (WorkerOfKind kind : kinds) {
                Object inner = kind.innerOf(worker);
                used += inner == null ? 0 : ((Map<?, ?>) usedSlots.invoke(kind.slotSupplier().invoke(inner))).size();
            }
        }
        return used;
    }

    Object slotSupplierOfPoll(Object poll) throws Throwable {
        for (WorkerOfKind kind : kinds) {
            if (kind.poll().isInstance(poll)) {
                return kind.slotSupplierOfPoll().invoke(poll);
            }
        }
        return null;
    }

    Object slotSupplierOfHandler(Object handler) throws Throwable {
        for (WorkerOfKind kind : kinds) {
            if (kind.handler().isInstance(handler)) {
                return kind.slotSupplier().invoke(kind.workerOfHandler().invoke(handler));
            }
        }
        return null;
    }

    Object slotSupplierOfEager(Object dispatcher) throws Throwable {
        return kinds.get(TemporalAdapter.WORKERS.indexOf(TemporalAdapter.ACTIVITY_WORKER)).slotSupplier()
                .invoke(workerOfEager.invoke(dispatcher));
    }

    /** The slot of an activity, which is known before the activity is; of other tasks the task itself. */
    ByIdentity keyOf(Object task) throws Throwable {
        return new ByIdentity(activityTask.isInstance(task) ? activitySlot.invoke(task) : task);
    }
}

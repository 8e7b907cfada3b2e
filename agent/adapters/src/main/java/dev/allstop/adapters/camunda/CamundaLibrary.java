package dev.allstop.adapters.camunda;

import static dev.allstop.core.adapter.Reach.constructor;
import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** All that is bound of Camunda outside the executor itself, through any class that can see the engine. */
record CamundaLibrary(
        MethodHandle executorOfAcquisition,
        MethodHandle noJobs,
        MethodHandle batches,
        MethodHandle executorOfRunnable,
        MethodHandle batchOfRunnable,
        MethodHandle engineOfRunnable,
        Job job,
        Engine engine,
        MethodHandle unlockJob,
        Class<?> notThere) {

    static final PerClass<CamundaLibrary> BOUND = new PerClass<>(CamundaLibrary::bind);

    /**
     * {@code JobEntity}, a row of the table as it was read.
     *
     * @param ofCollector from the {@code JobFailureCollector}, null until the row has been read
     */
    record Job(MethodHandle ofCollector, MethodHandle processKey, MethodHandle activity, MethodHandle handlerType,
               MethodHandle retries, MethodHandle dueDate, MethodHandle lockOwner) {

        static Job bind(Class<?> member) throws UnsupportedShape {
            Class<?> job = neighbour(member, "org.camunda.bpm.engine.impl.persistence.entity.JobEntity");
            return new Job(
                    method(neighbour(member, "org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector"),
                            "getJob", 0),
                    method(job, "getProcessDefinitionKey", 0),
                    method(job, "getActivityId", 0),
                    method(job, "getJobHandlerType", 0),
                    method(job, "getRetries", 0),
                    method(job, "getDuedate", 0),
                    method(job, "getLockOwner", 0));
        }

        /** The activity with its process, {@code order/charge-card}; of a job that belongs to none, what handles it. */
        String nameOf(Object job) throws Throwable {
            Object activityId = activity.invoke(job);
            return activityId == null ? (String) handlerType.invoke(job) : processKey.invoke(job) + "/" + activityId;
        }
    }

    /** {@code ProcessEngineImpl}. */
    record Engine(MethodHandle commandExecutor, MethodHandle execute, MethodHandle management, MethodHandle jobQuery,
                  MethodHandle queryById, MethodHandle queriedJob, MethodHandle setRetries, MethodHandle setDueDate) {

        static Engine bind(Class<?> member) throws UnsupportedShape {
            Class<?> engine = neighbour(member, "org.camunda.bpm.engine.impl.ProcessEngineImpl");
            Class<?> management = neighbour(member, "org.camunda.bpm.engine.ManagementService");
            Class<?> query = neighbour(member, "org.camunda.bpm.engine.runtime.JobQuery");
            return new Engine(
                    MethodHandles.filterReturnValue(method(engine, "getProcessEngineConfiguration", 0),
                            method(neighbour(member, CamundaAdapter.CONFIGURATION), "getCommandExecutorTxRequired", 0)),
                    method(neighbour(member, "org.camunda.bpm.engine.impl.interceptor.CommandExecutor"), "execute",
                            "Command"),
                    method(engine, "getManagementService", 0),
                    method(management, "createJobQuery", 0),
                    method(query, "jobId", "String"),
                    method(query, "singleResult", 0),
                    method(management, "setJobRetries", "String", "int"),
                    method(management, "setJobDuedate", "String", "Date"));
        }
    }

    private static CamundaLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> acquired = neighbour(member, "org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs");
        Class<?> runnable = neighbour(member, CamundaAdapter.EXECUTE);
        return new CamundaLibrary(
                getter(neighbour(member, CamundaAdapter.ACQUIRE), "jobExecutor"),
                constructor(acquired, "int"),
                method(acquired, "getJobIdBatches", 0),
                getter(runnable, "jobExecutor"),
                getter(runnable, "jobIds"),
                getter(runnable, "processEngine"),
                Job.bind(member),
                Engine.bind(member),
                constructor(neighbour(member, "org.camunda.bpm.engine.impl.cmd.UnlockJobCmd"), "String"),
                neighbour(member, "org.camunda.bpm.engine.exception.NullValueException"));
    }

    /** The job's row is as if nobody had locked it; nothing happens when it is not there any more. */
    void unlock(Object processEngine, String id) throws Throwable {
        try {
            engine.execute().invoke(engine.commandExecutor().invoke(processEngine), unlockJob.invoke(id));
        } catch (Throwable refused) {
            if (!notThere.isInstance(refused)) {
                throw refused;
            }
        }
    }

    /**
     * Undoes what an interrupt has done to a job: one retry less, or the last, and with a retry cycle a later date. The
     * library itself has unlocked it by then, so another node may have it already, which is left alone.
     *
     * @param before the row as it was read when the job began, null if it was not read
     * @return false when the job has completed in spite of the interrupt
     */
    boolean restore(Object processEngine, String id, Object before) throws Throwable {
        Object management = engine.management().invoke(processEngine);
        Object present = engine.queriedJob().invoke(engine.queryById().invoke(engine.jobQuery().invoke(management), id));
        if (present == null) {
            return false;
        }
        if (before != null && job.lockOwner().invoke(present) == null) {
            engine.setDueDate().invoke(management, id, job.dueDate().invoke(before));
            engine.setRetries().invoke(management, id, job.retries().invoke(before));
        }
        return true;
    }
}

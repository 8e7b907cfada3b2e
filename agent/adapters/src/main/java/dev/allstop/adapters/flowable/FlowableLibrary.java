package dev.allstop.adapters.flowable;

import static dev.allstop.core.adapter.Reach.constructor;
import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** All that is bound of Flowable, through any class that can see its job service. */
record FlowableLibrary(
        MethodHandle executorOfAcquireJobs,
        MethodHandle executorOfAcquireTimers,
        MethodHandle unlockTimers,
        Class<?> executeJob,
        MethodHandle jobOfExecuteJob,
        MethodHandle configurationOfExecuteJob,
        Configuration configuration,
        Job job,
        MethodHandle configurationOfExecutor,
        MethodHandle jobEntities,
        MethodHandle resetExpired) {

    static final PerClass<FlowableLibrary> BOUND = new PerClass<>(FlowableLibrary::bind);

    /** {@code org.flowable.job.service.JobServiceConfiguration}, which all executors of one engine share. */
    record Configuration(MethodHandle executor, MethodHandle historyExecutor, MethodHandle engineName,
                         MethodHandle internalJobManager, MethodHandle commandExecutor, MethodHandle execute) {

        static Configuration bind(Class<?> member) throws UnsupportedShape {
            Class<?> type = neighbour(member, "org.flowable.job.service.JobServiceConfiguration");
            return new Configuration(
                    method(type, "getAsyncExecutor", 0),
                    method(type, "getAsyncHistoryExecutor", 0),
                    method(type, "getEngineName", 0),
                    method(type, "getInternalJobManager", 0),
                    method(type, "getCommandExecutor", 0),
                    method(neighbour(member, "org.flowable.common.engine.impl.interceptor.CommandExecutor"), "execute",
                            "Command"));
        }
    }

    /** {@code JobInfo}, what every job is, and {@code org.flowable.job.api.Job}, which history jobs are not. */
    record Job(MethodHandle id, MethodHandle handlerType, MethodHandle retries, Class<?> type,
               MethodHandle processDefinitionId, MethodHandle elementId) {

        static Job bind(Class<?> member) throws UnsupportedShape {
            Class<?> info = neighbour(member, "org.flowable.job.api.JobInfo");
            Class<?> type = neighbour(member, "org.flowable.job.api.Job");
            return new Job(
                    method(info, "getId", 0),
                    method(info, "getJobHandlerType", 0),
                    method(info, "getRetries", 0),
                    type,
                    method(type, "getProcessDefinitionId", 0),
                    method(type, "getElementId", 0));
        }

        String idOf(Object job) throws Throwable {
            return (String) id.invoke(job);
        }

        /** The activity with its process, {@code order/charge-card}; of a job that belongs to none, what handles it. */
        String nameOf(Object job) throws Throwable {
            String element = type.isInstance(job) ? (String) elementId.invoke(job) : null;
            if (element == null) {
                return (String) handlerType.invoke(job);
            }
            // Key, version and a number, joined by colons.
            String process = (String) processDefinitionId.invoke(job);
            return process == null ? element : process.replaceFirst(":.*", "/") + element;
        }
    }

    /** Classes of an application's own see the library through its own loader. */
    private static FlowableLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> executor = neighbour(member, FlowableAdapter.EXECUTOR);
        Class<?> acquireTimers = neighbour(member, FlowableAdapter.ACQUIRE_TIMERS);
        Class<?> executeJob = neighbour(member, FlowableAdapter.EXECUTE_JOB);
        return new FlowableLibrary(
                getter(neighbour(member, FlowableAdapter.ACQUIRE_JOBS), "asyncExecutor"),
                getter(acquireTimers, "asyncExecutor"),
                method(acquireTimers, "unlockTimerJobs", 1),
                executeJob,
                getter(executeJob, "job"),
                getter(executeJob, "jobServiceConfiguration"),
                Configuration.bind(member),
                Job.bind(member),
                getter(executor, "jobServiceConfiguration"),
                getter(executor, "jobEntityManager"),
                constructor(neighbour(member, "org.flowable.job.service.impl.asyncexecutor.ResetExpiredJobsCmd"),
                        "Collection", "JobInfoEntityManager", "JobServiceConfiguration"));
    }

    /** What a {@link dev.allstop.core.gate.Run} holds is the job, or its runnable when the commit was not seen. */
    Object jobOf(Object subject) throws Throwable {
        return executeJob.isInstance(subject) ? jobOfExecuteJob.invoke(subject) : subject;
    }

    Object executorOfEngine(Object executeJob, Object itsJob) throws Throwable {
        Object ofEngine = configurationOfExecuteJob.invoke(executeJob);
        return job.type().isInstance(itsJob) ? configuration.executor().invoke(ofEngine)
                : configuration.historyExecutor().invoke(ofEngine);
    }

    /** The job's row is as if nobody had locked it; nothing happens when it is not there any more. */
    void unlock(Object executor, Object job) throws Throwable {
        Object configurationOfJob = configurationOfExecutor.invoke(executor);
        execute(configurationOfJob, resetExpired.invoke(List.of(this.job.idOf(job)), jobEntities.invoke(executor),
                configurationOfJob));
    }

    /** Runs a command in a transaction of its own. */
    void execute(Object configurationOfJob, Object command) throws Throwable {
        configuration.execute().invoke(configuration.commandExecutor().invoke(configurationOfJob), command);
    }
}

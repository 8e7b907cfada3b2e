package dev.allstop.adapters.elasticjob;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.Map;

/** All that is bound of ElasticJob, through any class that can see the library. */
record ElasticJobLibrary(
        MethodHandle executorOfScheduler,
        MethodHandle shutdownScheduler,
        MethodHandle facade,
        MethodHandle executions,
        MethodHandle jobName,
        MethodHandle configuration,
        MethodHandle cron,
        MethodHandle misfire,
        MethodHandle taskId,
        MethodHandle itemParameters,
        MethodHandle registry,
        MethodHandle isShutdown,
        MethodHandle shutdown,
        MethodHandle controller,
        MethodHandle isPaused,
        MethodHandle trigger,
        MethodHandle shutdownExecutor) {

    private static final String ELASTICJOB = "org.apache.shardingsphere.elasticjob.";
    static final PerClass<ElasticJobLibrary> BOUND = new PerClass<>(ElasticJobLibrary::bind);

    private static ElasticJobLibrary bind(Class<?> member) throws UnsupportedShape {
        Class<?> scheduler = neighbour(member, ElasticJobAdapter.SCHEDULER);
        Class<?> executor = neighbour(member, ElasticJobAdapter.EXECUTOR);
        Class<?> facade = neighbour(member, ElasticJobAdapter.FACADE);
        Class<?> configuration = neighbour(member, ELASTICJOB + "api.JobConfiguration");
        Class<?> contexts = neighbour(member, ELASTICJOB + "infra.listener.ShardingContexts");
        Class<?> registry = neighbour(member, ElasticJobAdapter.REGISTRY);
        Class<?> controller = neighbour(member, ELASTICJOB + "lite.internal.schedule.JobScheduleController");
        return new ElasticJobLibrary(
                getter(scheduler, "jobExecutor"),
                method(scheduler, "shutdown", 0),
                getter(executor, "jobFacade"),
                getter(facade, "executionService"),
                getter(neighbour(member, ELASTICJOB + "lite.internal.sharding.ExecutionService"), "jobName"),
                method(facade, "loadJobConfiguration", 1),
                method(configuration, "getCron", 0),
                method(configuration, "isMisfire", 0),
                method(contexts, "getTaskId", 0),
                method(contexts, "getShardingItemParameters", 0),
                method(registry, "getInstance", 0),
                method(registry, "isShutdown", 1),
                method(registry, "shutdown", 1),
                method(registry, "getJobScheduleController", 1),
                method(controller, "isPaused", 0),
                method(controller, "triggerJob", 0),
                method(executor, "shutdown", 0));
    }

    String nameOf(Object executor) throws Throwable {
        return (String) jobName.invoke(executions.invoke(facade.invoke(executor)));
    }

    /** Whether a job that was due and could not run runs later: a recurring one may be told not to. */
    boolean makesUpForMisfires(Object executor) throws Throwable {
        Object configured = configuration.invoke(facade.invoke(executor), true);
        String schedule = (String) cron.invoke(configured);
        return schedule == null || schedule.isEmpty() || (boolean) misfire.invoke(configured);
    }

    /** By item. */
    Map<?, ?> parametersOf(Object contexts) throws Throwable {
        return (Map<?, ?>) itemParameters.invoke(contexts);
    }

    /** Null when the job has ended. */
    Object controllerOf(Object executor) throws Throwable {
        return controller.invoke(registry.invoke(), nameOf(executor));
    }
}

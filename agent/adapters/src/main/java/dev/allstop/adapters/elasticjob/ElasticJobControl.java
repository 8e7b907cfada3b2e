package dev.allstop.adapters.elasticjob;

import dev.allstop.core.adapter.Reach;
import dev.allstop.core.adapter.ServerControl;
import dev.allstop.core.adapter.TestedVersions;
import dev.allstop.core.adapter.UnsupportedShape;
import dev.allstop.core.gate.Run;

/** The executor of a job and what can be done with it from outside the job's threads. */
final class ElasticJobControl implements ServerControl {

    private static final TestedVersions TESTED = TestedVersions.of("elasticjob", "3.0.4");

    private final String library;
    private final ElasticJobLibrary elasticJob;
    private final MissedFirings missed;
    private final JobSchedulers schedulers;

    ElasticJobControl(Class<?> executorClass, ElasticJobLibrary elasticJob, MissedFirings missed,
                      JobSchedulers schedulers) throws UnsupportedShape {
        this.library = TESTED.libraryOf(Reach.neighbour(executorClass, ElasticJobAdapter.SCHEDULER));
        this.elasticJob = elasticJob;
        this.missed = missed;
        this.schedulers = schedulers;
    }

    /** The job's name, which is the same on all its nodes. */
    @Override
    public String name(Object executor) throws Throwable {
        return elasticJob.nameOf(executor);
    }

    @Override
    public String library(Object executor) {
        return library;
    }

    @Override
    public String nativeState(Object executor) throws Throwable {
        Object controller = elasticJob.controllerOf(executor);
        if (controller == null || (boolean) elasticJob.isShutdown().invoke(elasticJob.registry().invoke(),
                elasticJob.nameOf(executor))) {
            return "SHUTDOWN";
        }
        return (boolean) elasticJob.isPaused().invoke(controller) ? "PAUSED" : "RUNNING";
    }

    /** Paused by somebody meanwhile, the job runs when it is resumed. */
    @Override
    public void gateOpened(Object executor) throws Throwable {
        Object controller = elasticJob.controllerOf(executor);
        if (missed.take(executor) && controller != null) {
            elasticJob.trigger().invoke(controller);
        }
    }

    /** The job; its task and the sharding item with its parameter. */
    @Override
    public String[] describe(Run run) throws Throwable {
        Item item = (Item) run.key();
        Object contexts = item.contexts().object();
        Object parameter = elasticJob.parametersOf(contexts).get(item.number());
        return new String[] {elasticJob.nameOf(run.subject()), elasticJob.taskId().invoke(contexts) + " item "
                + item.number() + (parameter == null ? "" : "=" + parameter)};
    }

    /** As the application's bootstrap does it, which also takes this node from the job's instances in ZooKeeper. */
    @Override
    public void shutdown(Object executor) throws Throwable {
        Object scheduler = schedulers.of(executor);
        if (scheduler != null) {
            elasticJob.shutdownScheduler().invoke(scheduler);
        } else {
            elasticJob.shutdown().invoke(elasticJob.registry().invoke(), elasticJob.nameOf(executor));
            elasticJob.shutdownExecutor().invoke(executor);
        }
    }
}

package dev.allstop.adapters.elasticjob;

import static dev.allstop.core.adapter.Reach.getter;
import static dev.allstop.core.adapter.Reach.method;
import static dev.allstop.core.adapter.Reach.neighbour;

import dev.allstop.core.adapter.PerClass;
import dev.allstop.core.adapter.UnsupportedShape;
import java.lang.invoke.MethodHandle;
import java.util.List;

/**
 * Tells the schedulers that ElasticJob makes, one for each job, from the application's own: they have its plugin, which
 * {@code StdSchedulerFactory} notes in their resources before it constructs them.
 */
final class JobsOwnScheduler {

    private static final String SCHEDULER = "org.quartz.core.QuartzScheduler";
    private static final String PLUGIN = "org.apache.shardingsphere.elasticjob.lite.internal.schedule.JobShutdownHookPlugin";

    private static final PerClass<Plugins> PER_CLASS = new PerClass<>(Plugins::bind);

    private JobsOwnScheduler() {
    }

    private record Plugins(MethodHandle resources, MethodHandle plugins) {

        static Plugins bind(Class<?> scheduler) throws UnsupportedShape {
            return new Plugins(getter(scheduler, "resources"),
                    method(neighbour(scheduler, "org.quartz.core.QuartzSchedulerResources"), "getSchedulerPlugins", 0));
        }

        boolean haveElasticJobs(Object scheduler) throws Throwable {
            for (Object plugin : (List<?>) plugins.invoke(resources.invoke(scheduler))) {
                if (plugin.getClass().getName().equals(PLUGIN)) {
                    return true;
                }
            }
            return false;
        }
    }

    static boolean is(Object object) throws Throwable {
        return object.getClass().getName().equals(SCHEDULER) && PER_CLASS.of(object.getClass()).haveElasticJobs(object);
    }
}

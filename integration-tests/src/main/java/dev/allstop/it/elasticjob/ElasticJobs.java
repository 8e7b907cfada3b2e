package dev.allstop.it.elasticjob;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.shardingsphere.elasticjob.api.JobConfiguration;
import org.apache.shardingsphere.elasticjob.api.ShardingContext;
import org.apache.shardingsphere.elasticjob.infra.env.IpUtils;
import org.apache.shardingsphere.elasticjob.infra.listener.ElasticJobListener;
import org.apache.shardingsphere.elasticjob.infra.listener.ShardingContexts;
import org.apache.shardingsphere.elasticjob.lite.api.bootstrap.impl.ScheduleJobBootstrap;
import org.apache.shardingsphere.elasticjob.lite.internal.schedule.JobRegistry;
import org.apache.shardingsphere.elasticjob.lite.internal.schedule.JobScheduleController;
import org.apache.shardingsphere.elasticjob.reg.base.CoordinatorRegistryCenter;
import org.apache.shardingsphere.elasticjob.reg.zookeeper.ZookeeperConfiguration;
import org.apache.shardingsphere.elasticjob.reg.zookeeper.ZookeeperRegistryCenter;
import org.apache.shardingsphere.elasticjob.simple.job.SimpleJob;

/**
 * Jobs of ElasticJob with a sharding item per worker, due every second and whenever there is something to do. What an item
 * has to do is given to it before the execution begins, with its identifier as the item's parameter; items with nothing to
 * do are left out. An execution that the library repeats because it misfired finds it done.
 */
public final class ElasticJobs implements Subject {

    private static final String EVERY_SECOND = "* * * * * ?";
    private static final int SESSION_MILLIS = 6_000;
    private static final Map<String, WorkInItems> JOBS = new ConcurrentHashMap<>();

    private final CoordinatorRegistryCenter registry;

    public ElasticJobs() throws ReflectiveOperationException {
        allowLoopbackOnly();
        ZookeeperConfiguration configuration = new ZookeeperConfiguration(System.getProperty("it.broker"),
                "jvm-" + ProcessHandle.current().pid());
        configuration.setSessionTimeoutMilliseconds(SESSION_MILLIS);
        registry = new ZookeeperRegistryCenter(configuration);
        registry.init();
    }

    /** The library does not start on a machine that has no other interface, though it uses the address as a name only. */
    private static void allowLoopbackOnly() throws ReflectiveOperationException {
        Field address = IpUtils.class.getDeclaredField("cachedIpAddress");
        address.setAccessible(true);
        address.set(null, "127.0.0.1");
    }

    @Override
    public Server construct(String name, int workers) {
        WorkInItems job = new WorkInItems();
        JOBS.put(name, job);
        job.bootstrap = new ScheduleJobBootstrap(registry, job, JobConfiguration.newBuilder(name, workers)
                .cron(EVERY_SECOND).jobListenerTypes(Assignment.TYPE).overwrite(true).build());
        job.controller = JobRegistry.getInstance().getJobScheduleController(name);
        return job;
    }

    private record Work(String id, long millis, long periodMillis) {
    }

    /** Made by the library, by its name in META-INF/services. */
    public static final class Assignment implements ElasticJobListener {

        private static final String TYPE = "assignment";

        @Override
        public void beforeJobExecuted(ShardingContexts contexts) {
            JOBS.get(contexts.getJobName()).assign(contexts.getShardingItemParameters());
        }

        @Override
        public void afterJobExecuted(ShardingContexts contexts) {
            JOBS.get(contexts.getJobName()).triggerIfNecessary();
        }

        @Override
        public String getType() {
            return TYPE;
        }
    }

    private static final class WorkInItems implements SimpleJob, Server {

        private final Queue<Work> queue = new ConcurrentLinkedQueue<>();
        private final Map<Integer, Work> assigned = new ConcurrentHashMap<>();
        private final AtomicBoolean triggered = new AtomicBoolean();
        private final Timer timer = new Timer("recurring", true);
        private volatile boolean started;
        private ScheduleJobBootstrap bootstrap;
        private JobScheduleController controller;

        private void assign(Map<Integer, String> parameters) {
            triggered.set(false);
            for (Iterator<Map.Entry<Integer, String>> items = parameters.entrySet().iterator(); items.hasNext();) {
                Map.Entry<Integer, String> item = items.next();
                Work work = queue.poll();
                if (work == null) {
                    items.remove();
                } else {
                    item.setValue(work.id());
                    assigned.put(item.getKey(), work);
                }
            }
        }

        private void triggerIfNecessary() {
            if (started && !queue.isEmpty() && triggered.compareAndSet(false, true)) {
                controller.triggerJob();
            }
        }

        private void add(Work work) {
            queue.add(work);
            triggerIfNecessary();
        }

        /** Of what repeats, the next one comes a period after the one before. */
        @Override
        public void execute(ShardingContext context) {
            Work work = assigned.remove(context.getShardingItem());
            if (work == null) {
                return;
            }
            Ledger.run(work.id(), work.millis());
            if (work.periodMillis() > 0) {
                timer.schedule(new TimerTask() {
                    @Override
                    public void run() {
                        add(work);
                    }
                }, work.periodMillis());
            }
        }

        @Override
        public void start() {
            started = true;
            bootstrap.schedule();
            triggerIfNecessary();
        }

        @Override
        public void pause() {
            controller.pauseJob();
        }

        @Override
        public void unpause() {
            controller.resumeJob();
        }

        @Override
        public void shutdown() {
            started = false;
            timer.cancel();
            bootstrap.shutdown();
        }

        @Override
        public void enqueue(String id, long millis) {
            add(new Work(id, millis, 0));
        }

        @Override
        public void repeat(String id, long periodMillis) {
            add(new Work(id, 0, periodMillis));
        }
    }
}

package dev.allstop.it.jesque;

import dev.allstop.it.subject.Ledger;
import dev.allstop.it.subject.Subject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.greghaines.jesque.Config;
import net.greghaines.jesque.ConfigBuilder;
import net.greghaines.jesque.Job;
import net.greghaines.jesque.client.Client;
import net.greghaines.jesque.client.ClientImpl;
import net.greghaines.jesque.worker.WorkerImplFactory;
import net.greghaines.jesque.worker.WorkerPool;

/**
 * Pools of workers. Each has two queues, since Redis keeps what is due at once and what is due later in different ways, and
 * pools of equal names differ in their namespace.
 */
public final class JesqueWorkers implements Subject {

    private static final String ONCE = "Once";
    private static final String RECURRING = "Recurring";
    private static final long JOIN_MILLIS = 20_000;

    private final AtomicInteger numbers = new AtomicInteger();

    @Override
    public Server construct(String name, int workers) {
        String[] redis = System.getProperty("it.broker").split(":");
        return new Pool(new ConfigBuilder().withHost(redis[0]).withPort(Integer.parseInt(redis[1]))
                .withNamespace("jvm-" + ProcessHandle.current().pid() + "-" + numbers.incrementAndGet()).build(), name, workers);
    }

    private static final class Pool implements Server {

        private final Config config;
        private final String queue;
        private final String later;
        private final WorkerPool pool;

        Pool(Config config, String name, int workers) {
            this.config = config;
            queue = name;
            later = name + "-later";
            pool = new WorkerPool(new WorkerImplFactory(config, List.of(queue, later),
                    job -> (Runnable) () -> process(job)), workers);
        }

        @Override
        public void start() {
            pool.run();
        }

        @Override
        public void pause() {
            pool.togglePause(true);
        }

        @Override
        public void unpause() {
            pool.togglePause(false);
        }

        @Override
        public void shutdown() throws InterruptedException {
            pool.endAndJoin(false, JOIN_MILLIS);
        }

        @Override
        public void enqueue(String id, long millis) {
            send(client -> client.enqueue(queue, new Job(ONCE, id, millis)));
        }

        /** Every run sends the next: what the library itself repeats makes up for all that was missed. */
        @Override
        public void repeat(String id, long periodMillis) {
            send(client -> client.delayedEnqueue(later, new Job(RECURRING, id, periodMillis),
                    System.currentTimeMillis() + periodMillis));
        }

        private void send(Consumer<Client> call) {
            Client client = new ClientImpl(config);
            try {
                call.accept(client);
            } finally {
                client.end();
            }
        }

        private void process(Job job) {
            String id = (String) job.getArgs()[0];
            long millis = ((Number) job.getArgs()[1]).longValue();
            if (job.getClassName().equals(ONCE)) {
                Ledger.run(id, millis);
            } else {
                Ledger.run(id, 0);
                repeat(id, millis);
            }
        }
    }
}

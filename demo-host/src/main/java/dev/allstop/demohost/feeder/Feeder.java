package dev.allstop.demohost.feeder;

import dev.allstop.demohost.job.Job;
import dev.allstop.demohost.job.JobKind;
import dev.allstop.demohost.job.JobServer;
import dev.allstop.demohost.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the users of the application: brings in jobs faster than they can be worked off, so that at any time every library
 * has some waiting, up to a limit.
 */
public final class Feeder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Feeder.class);
    private static final long ROUND_MILLIS = 250;
    private static final int JOBS_PER_ROUND = 5;

    private final List<JobServer> servers;
    private final Ledger ledger;
    private final int backlogLimit;
    private final JobDurations durations;
    private final ScheduledExecutorService rounds =
            Executors.newSingleThreadScheduledExecutor(round -> new Thread(round, "feeder"));

    /**
     * @param backlogLimit jobs of one kind, over all nodes, that may wait before this feeder holds back
     * @param speed        how many times as short as usual the jobs are
     */
    public Feeder(List<JobServer> servers, Ledger ledger, int backlogLimit, double speed) {
        this.servers = List.copyOf(servers);
        this.ledger = ledger;
        this.backlogLimit = backlogLimit;
        this.durations = new JobDurations(RandomGenerator.getDefault(), speed);
    }

    public void start() {
        rounds.scheduleWithFixedDelay(this::feed, 0, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void feed() {
        try {
            Map<JobKind, Integer> backlog = ledger.backlog();
            for (JobServer server : servers) {
                int wanted = Math.min(JOBS_PER_ROUND, backlogLimit - backlog.get(server.kind()));
                for (int i = 0; i < wanted; i++) {
                    submit(server);
                }
            }
        } catch (RuntimeException e) {
            // An exception would end the rounds for good; the next one may find the database back.
            LOG.warn("Could not bring in jobs, trying again in {} ms", ROUND_MILLIS, e);
        }
    }

    private void submit(JobServer server) {
        Job job = new Job(server.kind().label() + "-" + UUID.randomUUID(), server.kind(), durations.nextMillis());
        ledger.submitted(job);
        try {
            server.submit(job);
        } catch (RuntimeException e) {
            ledger.withdrawn(job);
            throw e;
        }
    }

    @Override
    public void close() {
        rounds.shutdown();
        try {
            if (!rounds.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The feeder is still busy after 10 s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.allstop.demohost.host;

import dev.allstop.demohost.configuration.HostConfiguration;
import dev.allstop.demohost.dbscheduler.DbSchedulerJobServer;
import dev.allstop.demohost.feeder.Feeder;
import dev.allstop.demohost.job.JobServer;
import dev.allstop.demohost.jobrunr.JobRunrJobServer;
import dev.allstop.demohost.ledger.Ledger;
import dev.allstop.demohost.quartz.QuartzJobServer;
import dev.allstop.demohost.work.Work;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node of the application: three job servers, and a feeder that keeps them busy. */
final class DemoHost implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DemoHost.class);
    private static final int OWN_CONNECTIONS_OF_A_LIBRARY = 4;

    private final ConnectionPools pools;
    private final List<JobServer> servers;
    private final Feeder feeder;

    DemoHost(HostConfiguration configuration) {
        pools = new ConnectionPools(configuration.jdbcUrl());
        int connections = configuration.threads() + OWN_CONNECTIONS_OF_A_LIBRARY;
        int runningJobs = 3 * configuration.threads();
        Ledger ledger = new Ledger(pools.open("ledger", runningJobs + 1), configuration.node(), configuration.release());
        Work work = new Work(ledger);
        servers = List.of(
                new QuartzJobServer(configuration, work),
                new JobRunrJobServer(configuration, pools.open("jobrunr", connections), work),
                new DbSchedulerJobServer(configuration, pools.open("db-scheduler", connections), work));
        feeder = new Feeder(servers, ledger, configuration.backlogLimit(), configuration.speed());
    }

    void start() {
        servers.forEach(JobServer::start);
        feeder.start();
    }

    /** Ends the feeder, then all job servers at once, and returns when they have ended. */
    @Override
    public void close() {
        feeder.close();
        CompletableFuture.allOf(servers.stream().map(DemoHost::stopInBackground).toArray(CompletableFuture[]::new)).join();
        pools.close();
    }

    private static CompletableFuture<Void> stopInBackground(JobServer server) {
        return CompletableFuture.runAsync(() -> stop(server),
                stopping -> new Thread(stopping, "stop-" + server.kind().label()).start());
    }

    private static void stop(JobServer server) {
        try {
            server.stop();
        } catch (RuntimeException e) {
            LOG.error("{} did not end cleanly", server.kind().label(), e);
        }
    }
}

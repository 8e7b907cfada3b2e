package dev.allstop.demohost.host;

import dev.allstop.demohost.configuration.HostConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts one node and runs until SIGTERM; ends with 2 when it is configured wrongly. */
public final class Main {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int MISCONFIGURED = 2;

    private Main() {
    }

    public static void main(String[] arguments) {
        HostConfiguration configuration;
        try {
            configuration = HostConfiguration.from(System.getProperties());
        } catch (IllegalArgumentException e) {
            System.err.println("demo-host: " + e.getMessage());
            System.exit(MISCONFIGURED);
            return;
        }
        DemoHost host = new DemoHost(configuration);
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "shutdown"));
        host.start();
        LOG.info("Node {} runs release {}", configuration.node(), configuration.release());
        System.out.println("READY " + configuration.node() + " " + configuration.release());
    }
}

package dev.allstop.core;

import dev.allstop.core.attach.OlderWork;
import dev.allstop.core.config.Options;
import dev.allstop.core.fleet.FleetSettings;
import dev.allstop.core.fleet.ReplicatedFleet;
import dev.allstop.core.log.AgentLog;
import dev.allstop.core.management.JobServerView;
import dev.allstop.core.management.ManagementBeans;
import dev.allstop.core.node.Node;
import dev.allstop.core.node.NodeIdentity;
import dev.allstop.core.node.ServerListener;
import dev.allstop.core.node.StopRequests;
import dev.allstop.core.registry.Binder;
import dev.allstop.core.registry.RegisteredServer;
import dev.allstop.core.registry.Registry;
import dev.allstop.core.report.ServerReport;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * Everything of Allstop that is alive in this JVM: the node, the fleet, the beans. Made on the node's thread, where
 * logging, the network and the MBean server are touched first, when the application has long made its own choices
 * about them.
 */
final class LiveNode implements ServerListener {

    private final NodeIdentity identity;
    private final Duration drainOnSigterm;
    private final Node node;
    private final ReplicatedFleet fleet;
    private final ManagementBeans beans;
    private final Map<RegisteredServer, JobServerView> views = new HashMap<>();

    LiveNode(Options options, long startedNanos, Registry registry, Binder binder, OlderWork olderWork, Failures failures) {
        AgentLog.open(options.log());
        UUID incarnation = UUID.randomUUID();
        long pid = ProcessHandle.current().pid();
        String host = host();
        identity = new NodeIdentity(incarnation.toString(), options.node() == null ? host + "-" + pid : options.node(),
                host, pid, version(), options.labels());
        StopRequests requests = new StopRequests();
        AllstopHook.stopRequested = requests;
        drainOnSigterm = options.drainOnSigterm();
        node = new Node(identity, registry, binder, olderWork, requests, failures, this);
        fleet = new ReplicatedFleet(new FleetSettings(options.cluster(), identity.name(), identity.labels(),
                options.stack(), options.bind(), Optional.ofNullable(options.secret()).map(File::toPath),
                Optional.ofNullable(options.state()).map(File::toPath), incarnation, options.stackValues()), node, startedNanos);
        beans = new ManagementBeans(fleet, new dev.allstop.core.management.NodeIdentity(options.cluster(),
                identity.name(), identity.incarnation(), identity.version(), options.timeout()));
    }

    /**
     * Joining the fleet goes on in the background. Leaving it is bounded; without it the others would take this JVM for
     * lost, and the JVM's exit would wait for our sockets (HotSpot waits some 300 ms for threads in native code).
     */
    Node start() {
        fleet.start();
        try {
            Runtime.getRuntime().addShutdownHook(new AgentThread(this::leave, "goodbye"));
        } catch (IllegalStateException goingDownAlready) {
            fleet.close();
        }
        if (drainOnSigterm != null) {
            new SigtermDrain(fleet, identity, drainOnSigterm).install();
        }
        beans.start();
        return node;
    }

    private void leave() {
        fleet.close();
        beans.stop();
    }

    @Override
    public void appeared(RegisteredServer server) {
        JobServerView view = new RegisteredServerView(server, node);
        views.put(server, view);
        beans.serverAppeared(view);
    }

    @Override
    public void gone(RegisteredServer server) {
        JobServerView view = views.remove(server);
        if (view != null) {
            beans.serverGone(view);
        }
    }

    private record RegisteredServerView(RegisteredServer server, Node node) implements JobServerView {

        @Override
        public String kind() {
            return server.kind();
        }

        @Override
        public String name() {
            return server.description().name();
        }

        @Override
        public String rawName() {
            return server.description().rawName();
        }

        @Override
        public ServerReport snapshot() {
            return node.report(server);
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    /** Of the jar that this class is in, see IsolatedClassLoader. */
    private static String version() {
        try (JarFile jar = new JarFile(new File(LiveNode.class.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
            String version = jar.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
            return version == null ? "unknown" : version;
        } catch (IOException | URISyntaxException unreadable) {
            return "unknown";
        }
    }
}

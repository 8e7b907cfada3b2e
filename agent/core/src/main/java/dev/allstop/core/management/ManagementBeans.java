package dev.allstop.core.management;

import dev.allstop.core.control.ControlSocket;
import dev.allstop.core.fleet.Fleet;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How operators reach this JVM: Allstop's beans in the platform's MBean server, and the control socket.
 *
 * <p>To be made only once the first job server exists, never in premain: asking for the platform's MBean server
 * initialises java.util.logging, and application servers that bring a log manager of their own do not start then. All
 * methods but {@link #stop} are called by one thread of Allstop's, with no lock held: an MBean server runs listeners of the
 * application inside a registration. None throws: what cannot be registered is logged, and the application goes on.
 */
public final class ManagementBeans {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementBeans.class);
    private static final String DOMAIN = "allstop:type=";
    private static final int NAMES_TRIED = 1000;
    private static final long ANSWER_LINGER_MILLIS = 2_000;

    private final Fleet fleet;
    private final NodeIdentity identity;
    private final Operator operator;
    private final Control control;
    private final NotifyingBean all;
    private final Map<Object, ObjectName> names = Collections.synchronizedMap(new IdentityHashMap<>());
    private ControlSocket socket;
    private MBeanServer server;

    public ManagementBeans(Fleet fleet, NodeIdentity identity) {
        this.fleet = fleet;
        this.identity = identity;
        operator = new Operator(new Keeper(ANSWER_LINGER_MILLIS));
        Journal journal = new Journal(fleet, this::tell, this::isListenedTo);
        fleet.listen(journal::ordered);
        control = new Control(fleet, identity, operator, journal);
        all = new NotifyingBean(new FleetControl(fleet, identity, operator), FleetBean.class, journal::watch);
    }

    /** Opens the control socket and registers the beans of the fleet and of this JVM. */
    public void start() {
        socket = ControlSocket.open(control);
        try {
            server = ManagementFactory.getPlatformMBeanServer();
        } catch (Throwable broken) {
            LOG.error("no MBean server: this JVM takes part in the fleet but cannot be seen or ordered by JMX", broken);
            return;
        }
        register(all, all, "Fleet", "");
        NodeControl node = new NodeControl(Part.node(fleet, identity), identity, operator);
        register(node, new DescribedBean(node, NodeBean.class), "Node", "");
        ControlBridge bridge = new ControlBridge(control);
        register(bridge, new DescribedBean(bridge, ControlBean.class), "Control", "");
    }

    /** Registers the bean of a job server; a second call for the same one does nothing. */
    public void serverAppeared(JobServerView view) {
        if (server == null || names.containsKey(view)) {
            return;
        }
        JobServerControl control = new JobServerControl(view, Part.server(fleet, identity, view), identity, operator);
        register(view, new DescribedBean(control, JobServerBean.class), "JobServer",
                ",kind=" + reduced(view.kind()) + ",name=" + reduced(view.name()));
    }

    /** Takes the bean of a job server away. */
    public void serverGone(JobServerView view) {
        unregister(names.remove(view));
    }

    /** Takes the control socket and all beans away. */
    public void stop() {
        if (socket != null) {
            socket.close();
        }
        List.copyOf(names.values()).forEach(this::unregister);
        names.clear();
    }

    /** The name a bean got. */
    Optional<ObjectName> nameOf(JobServerView view) {
        return Optional.ofNullable(names.get(view));
    }

    private void tell(Change change) {
        all.send(change);
    }

    private boolean isListenedTo() {
        return all.isListenedTo();
    }

    private void register(Object key, DescribedBean bean, String type, String further) {
        String taken = DOMAIN + type + further;
        try {
            for (int number = 1; number <= NAMES_TRIED; number++) {
                String text = number == 1 ? taken : taken + "~" + number;
                try {
                    names.put(key, server.registerMBean(bean, new ObjectName(text)).getObjectName());
                    if (number > 1) {
                        LOG.warn("{} is taken, registered as {}", taken, text);
                    }
                    return;
                } catch (InstanceAlreadyExistsException next) {
                    continue;
                }
            }
            LOG.error("{} and {} more names like it are taken: not registered", taken, NAMES_TRIED);
        } catch (Throwable broken) {
            LOG.error("{} could not be registered: it cannot be seen or ordered by JMX", taken, broken);
        }
    }

    private void unregister(ObjectName name) {
        if (name == null) {
            return;
        }
        try {
            server.unregisterMBean(name);
        } catch (JMException | RuntimeException gone) {
            LOG.debug("{} was not registered any more", name, gone);
        }
    }

    private static String reduced(String name) {
        String reduced = name.replaceAll("[^A-Za-z0-9._~-]", "_");
        return reduced.isEmpty() ? "_" : reduced;
    }
}

package dev.allstop.core.fleet.channel;

import dev.allstop.core.fleet.FleetSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jgroups.annotations.Property;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.conf.ProtocolStackConfigurator;
import org.jgroups.conf.XmlConfigurator;
import org.jgroups.protocols.JDBC_PING2;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.SYM_ENCRYPT;
import org.jgroups.protocols.TP;
import org.jgroups.protocols.dns.DNS_PING;
import org.jgroups.stack.Protocol;
import org.jgroups.util.Util;

/**
 * A stack read from its file and made fit for a guest in somebody else's process, whatever the file says: all threads
 * are ours, nothing listens for diagnostics, without a secret nothing leaves the loopback, and no {@code -Djgroups.*}
 * of the application reaches it.
 */
final class FleetStack implements ProtocolStackConfigurator {

    /** As the name to look up, it means that the Kubernetes API is asked instead of a name server. */
    private static final String KUBERNETES = "kubernetes";
    private static final Set<String> ENCRYPTING = Set.of("SYM_ENCRYPT", "ASYM_ENCRYPT");

    private final List<ProtocolConfiguration> protocols;
    private final AgentThreads threads;
    private final Optional<SecretKey> key;
    private final StackValues values;
    private long mergesWithinMs;

    private FleetStack(List<ProtocolConfiguration> protocols, AgentThreads threads, Optional<SecretKey> key,
                       StackValues values) {
        this.protocols = protocols;
        this.threads = threads;
        this.key = key;
        this.values = values;
    }

    /**
     * Reads a stack.
     *
     * @param name of a shipped stack, or a path
     * @param key  with which members authenticate and encrypt, directly above the transport, so that nothing but the
     *             transport ever looks at what a stranger sends
     * @throws IOException with one line that says what is wrong with it
     */
    static FleetStack read(String name, FleetSettings settings, Optional<SecretKey> key, AgentThreads threads)
            throws IOException {
        List<ProtocolConfiguration> written;
        try (InputStream xml = open(name)) {
            written = XmlConfigurator.getInstance(xml).getProtocolStack();
        }
        StackValues values = new StackValues(name, settings);
        List<ProtocolConfiguration> protocols = new ArrayList<>();
        for (ProtocolConfiguration protocol : written) {
            Map<String, String> attributes = new HashMap<>();
            for (Map.Entry<String, String> attribute : protocol.getProperties().entrySet()) {
                attributes.put(attribute.getKey(), values.filledIn(attribute.getValue()));
            }
            if (settings.loopbackOnly() && hasAttribute(protocol, "bind_addr")) {
                attributes.put("bind_addr", values.bindAddress());
            }
            if (protocols.isEmpty()) {
                attributes.put("diag.enabled", "false");
                // the default bundler has a thread per destination and makes it a non-daemon; those with one thread for
                // all let a host that is cut off delay the heartbeats to all others
                attributes.putIfAbsent("bundler_type", "no-bundler");
            }
            protocols.add(new UnchangingConfiguration(protocol.getProtocolName(), attributes));
        }
        if (key.isPresent() && protocols.stream().map(ProtocolConfiguration::getProtocolName).noneMatch(ENCRYPTING::contains)) {
            protocols.add(1, new UnchangingConfiguration("SYM_ENCRYPT",
                    Map.of("sym_algorithm", FleetSecret.ALGORITHM, "sym_iv_length", "12")));
            protocols.add(2, new UnchangingConfiguration("SERIALIZE", Map.of()));
        }
        return new FleetStack(protocols, threads, key, values);
    }

    /** How long groups that do not know of each other take to merge, once the channel is made. */
    Duration mergesWithin() {
        return Duration.ofMillis(mergesWithinMs);
    }

    /**
     * A configuration that stays what it is: {@code Configurator.createProtocolsAndInitializeAttrs} of 5.5.7 takes
     * {@code bind_addr} out of the map it is given, finds it unset later and fills it from {@code -Djgroups.bind_addr}.
     */
    private static final class UnchangingConfiguration extends ProtocolConfiguration {

        UnchangingConfiguration(String name, Map<String, String> attributes) {
            super(name, attributes);
        }

        @Override
        public Map<String, String> getProperties() {
            return new HashMap<>(super.getProperties());
        }
    }

    @Override
    public String getProtocolStackString() {
        return String.join(":", protocols.stream().map(ProtocolConfiguration::getProtocolString).toList());
    }

    @Override
    public List<ProtocolConfiguration> getProtocolStack() {
        return protocols;
    }

    /** Called by JGroups when the attributes are set and before {@code init}, which starts to make threads. */
    @Override
    public void afterCreation(Protocol protocol) throws Exception {
        undoSystemProperties(protocol);
        if (protocol instanceof TP transport) {
            transport.useVirtualThreads(false);
            transport.setThreadFactory(threads);
        } else if (protocol instanceof SYM_ENCRYPT encryption && key.isPresent()) {
            encryption.setSecretKey(key.get());
        } else if (protocol instanceof JDBC_PING2 discovery) {
            values.database().ifPresent(discovery::setDataSource);
        } else if (protocol instanceof DNS_PING discovery && discovery.getDNSQuery().equals(KUBERNETES)) {
            discovery.setDNSResolver(values.pods());
        } else if (protocol instanceof MERGE3 merging) {
            // its check runs every 1.6 times the longest interval, then the merge itself takes a few messages
            mergesWithinMs = (long) (merging.getMaxInterval() * 1.6) + 500;
        }
    }

    /**
     * Attributes that the file leaves out were filled from system properties and environment variables
     * ({@code Configurator.resolveAndAssignField}), which are the application's own, for its own JGroups.
     */
    private void undoSystemProperties(Protocol protocol) throws ReflectiveOperationException {
        Map<String, String> attributes = protocols.stream()
                .filter(candidate -> candidate.getProtocolName().equals(protocol.getName())
                        || protocol.getClass().getName().equals(candidate.getProtocolName())
                        || protocol.getClass().getName().endsWith("." + candidate.getProtocolName()))
                .findFirst().map(ProtocolConfiguration::getProperties).orElse(Map.of());
        Protocol untouched = protocol.getClass().getDeclaredConstructor().newInstance();
        for (Class<?> type = protocol.getClass(); type != Object.class; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                Property property = field.getAnnotation(Property.class);
                if (property != null && property.systemProperty().length > 0 && !attributes.containsKey(field.getName())
                        && !attributes.containsKey(property.name()) && property.defaultValueIPv4().isEmpty()) {
                    field.setAccessible(true);
                    field.set(protocol, field.get(untouched));
                }
            }
        }
    }

    private static InputStream open(String name) throws IOException {
        if (name.matches("[a-z][a-z0-9-]*")) {
            InputStream shipped = FleetStack.class.getResourceAsStream("/stacks/" + name + ".xml");
            if (shipped != null) {
                return shipped;
            }
        }
        Path path = Path.of(name);
        if (!Files.isReadable(path)) {
            throw new IOException("stack \"" + name + "\" is neither a shipped stack nor a file that can be read: write "
                    + "local, udp, tcp, dns, kubernetes, jdbc, file, gossip or the path of a JGroups stack");
        }
        return Files.newInputStream(path);
    }

    private static boolean hasAttribute(ProtocolConfiguration protocol, String attribute) throws IOException {
        try {
            return Util.getField(protocol.loadProtocolClass(FleetStack.class), attribute) != null;
        } catch (Exception unknown) {
            throw new IOException("the stack names a protocol that this JGroups does not have: "
                    + protocol.getProtocolName(), unknown);
        }
    }
}

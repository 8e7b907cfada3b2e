package dev.allstop.core.fleet.channel;

import dev.allstop.core.fleet.FleetSettings;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jgroups.annotations.Property;
import org.jgroups.conf.ProtocolConfiguration;
import org.jgroups.conf.ProtocolStackConfigurator;
import org.jgroups.conf.XmlConfigurator;
import org.jgroups.protocols.TP;
import org.jgroups.stack.Protocol;
import org.jgroups.util.Util;

/**
 * A stack read from its file and made fit for a guest in somebody else's process, whatever the file says: all threads
 * are ours, nothing listens for diagnostics, without a secret nothing leaves the loopback, and no {@code -Djgroups.*}
 * of the application reaches it.
 */
final class FleetStack implements ProtocolStackConfigurator {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{allstop\\.([A-Za-z0-9_]+)(?::([^}]*))?}");
    private static final String LOOPBACK = "127.0.0.1";

    private final List<ProtocolConfiguration> protocols;
    private final AgentThreads threads;

    private FleetStack(List<ProtocolConfiguration> protocols, AgentThreads threads) {
        this.protocols = protocols;
        this.threads = threads;
    }

    /**
     * Reads a stack.
     *
     * @param name of a shipped stack, or a path
     * @throws IOException with one line that says what is wrong with it
     */
    static FleetStack read(String name, FleetSettings settings, AgentThreads threads) throws IOException {
        List<ProtocolConfiguration> written;
        try (InputStream xml = open(name)) {
            written = XmlConfigurator.getInstance(xml).getProtocolStack();
        }
        Map<String, String> computed = computed(settings);
        List<ProtocolConfiguration> protocols = new ArrayList<>();
        for (ProtocolConfiguration protocol : written) {
            Map<String, String> attributes = new HashMap<>();
            for (Map.Entry<String, String> attribute : protocol.getProperties().entrySet()) {
                attributes.put(attribute.getKey(), substituted(attribute.getValue(), name, settings, computed));
            }
            if (settings.loopbackOnly() && hasAttribute(protocol, "bind_addr")) {
                attributes.put("bind_addr", LOOPBACK);
            }
            if (protocols.isEmpty()) {
                attributes.put("diag.enabled", "false");
                // the default bundler has a thread per destination and makes it a non-daemon
                attributes.putIfAbsent("bundler_type", "transfer-queue");
            }
            protocols.add(new UnchangingConfiguration(protocol.getProtocolName(), attributes));
        }
        return new FleetStack(protocols, threads);
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

    private static Map<String, String> computed(FleetSettings settings) throws IOException {
        Map<String, String> values = new HashMap<>();
        values.put("bind", settings.loopbackOnly() ? LOOPBACK : bindAddress(settings.bind()));
        values.put("cluster", settings.cluster());
        // fleets of different names keep out of each other's way: JGroups would only drop what it has already parsed
        int hash = Math.floorMod(settings.cluster().hashCode() * 0x9E3779B9, 1 << 20);
        values.put("mcast_addr", "239.77." + (hash >> 8 & 0xFF) + "." + Math.max(1, Math.min(254, hash & 0xFF)));
        values.put("mcast_port", String.valueOf(46000 + hash % 1500));
        values.put("local_port", String.valueOf(47600 + hash % 40 * 50));
        return values;
    }

    private static String bindAddress(String bind) throws SocketException {
        return NetworkInterface.getByName(bind) == null ? bind : "match-interface:" + Pattern.quote(bind);
    }

    private static String substituted(String text, String stack, FleetSettings settings, Map<String, String> computed)
            throws IOException {
        StringBuilder out = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String name = variable.group(1);
            String value = Optional.ofNullable(computed.get(name))
                    .or(() -> Optional.ofNullable(settings.stackValues().get(name)))
                    .or(() -> Optional.ofNullable(System.getProperty("allstop." + FleetSettings.STACK_OPTION_PREFIX + name)))
                    .or(() -> Optional.ofNullable(System.getenv("ALLSTOP_STACK_" + name.toUpperCase(Locale.ROOT))))
                    .orElse(variable.group(2));
            if (value == null) {
                throw new IOException("stack " + stack + " needs a value for " + name + ": set -Dallstop.stack." + name
                        + "=… or the environment variable ALLSTOP_STACK_" + name.toUpperCase(Locale.ROOT));
            }
            variable.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(out).toString();
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

package dev.allstop.core.fleet.channel;

import dev.allstop.core.fleet.FleetSettings;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * What stands for the variables of a stack, {@code ${allstop.name}} or {@code ${allstop.name:default}}: what the user
 * set, else what follows from the fleet's name, else the default.
 */
final class StackValues {

    private static final String LOOPBACK = "127.0.0.1";

    private static final String STANDARD_PORT = "7850";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{allstop\\.([A-Za-z0-9_]+)(?::([^}]*))?}");

    private final String stack;
    private final FleetSettings settings;
    private final Map<String, String> derived = new HashMap<>();

    StackValues(String stack, FleetSettings settings) throws SocketException {
        this.stack = stack;
        this.settings = settings;
        // fleets of different names keep out of each other's way: JGroups would only drop what it has already parsed
        int hash = Math.floorMod(settings.cluster().hashCode() * 0x9E3779B9, 1 << 20);
        derived.put("mcast_addr", "239.77." + (hash >> 8 & 0xFF) + "." + Math.max(1, Math.min(254, hash & 0xFF)));
        derived.put("mcast_port", String.valueOf(46000 + hash % 1500));
        derived.put("local_port", String.valueOf(47600 + hash % 40 * 50));
        derived.put("cluster", settings.cluster());
    }

    /**
     * The text with its variables filled in.
     *
     * @throws IOException with one line that says which variable has no value and how to give it one
     */
    String filledIn(String text) throws IOException {
        StringBuilder out = new StringBuilder();
        Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            String name = variable.group(1);
            String value = name.equals("bind") ? bindAddress()
                    : value(name).orElse(derived.getOrDefault(name, variable.group(2)));
            if (value == null) {
                throw new IOException("stack " + stack + " needs to know its " + name + ": set the agent option stack." + name
                        + " or the environment variable ALLSTOP_STACK_" + name.toUpperCase(Locale.ROOT));
            }
            variable.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return variable.appendTail(out).toString();
    }

    /** The database at which nodes meet, if one is named. */
    Optional<DataSource> database() throws IOException {
        Optional<String> url = value("jdbc_url");
        return url.isEmpty() ? Optional.empty() : Optional.of(new MeetingDatabase(url.get(), value("jdbc_user").orElse(""),
                value("jdbc_password").orElse(""), value("jdbc_driver").orElse(""), value("jdbc_driver_path").orElse("")));
    }

    /** The Kubernetes API, for the stack that asks it. */
    KubernetesPods pods() throws IOException {
        Path account = Path.of(value("service_account").orElse("/var/run/secrets/kubernetes.io/serviceaccount"));
        String api = value("api").orElseGet(() -> "https://" + System.getenv("KUBERNETES_SERVICE_HOST") + ":"
                + System.getenv("KUBERNETES_SERVICE_PORT"));
        Path ownNamespace = account.resolve("namespace");
        String namespace = value("namespace").orElse(
                Files.isReadable(ownNamespace) ? Files.readString(ownNamespace).strip() : "default");
        return new KubernetesPods(api, namespace, filledIn("${allstop.pods}"), account.resolve("token"),
                account.resolve("ca.crt"));
    }

    private Optional<String> value(String name) {
        Optional<String> value = Optional.ofNullable(settings.stackValues().get(name)).filter(text -> !text.isBlank());
        return name.equals("hosts") ? value.map(this::withPorts) : value;
    }

    /** JGroups wants a port with every host. */
    private String withPorts(String hosts) {
        String port = value("port").orElse(STANDARD_PORT);
        return Arrays.stream(hosts.split(",")).map(String::trim).filter(host -> !host.isEmpty())
                .map(host -> host.endsWith("]") ? host : host + "[" + port + "]").collect(Collectors.joining(","));
    }

    /** Where every protocol of the stack that listens is to do so. */
    String bindAddress() throws SocketException {
        if (settings.loopbackOnly()) {
            return settings.bind().matches("127\\..*") ? settings.bind() : settings.bind().contains("::1") ? "::1" : LOOPBACK;
        }
        return NetworkInterface.getByName(settings.bind()) == null ? settings.bind()
                : "match-interface:" + Pattern.quote(settings.bind());
    }
}

package dev.allstop.core.config;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The agent's options, read and checked. Immutable.
 *
 * <p>Read inside premain, so reading uses plain loops only and touches no file unless {@code config} is set.
 */
public final class Options {

    private final OptionValues values;
    private final Map<String, String> labels;
    private final Duration timeout;
    private final Duration drainOnSigterm;
    private final AdapterChoice adapters;
    private final List<File> adaptersPath;
    private final LogTarget log;
    private final boolean enabled;

    private Options(OptionValues values) {
        this.values = values;
        enabled = OptionChecks.truth(values, OptionKey.ENABLED);
        String text = values.value(OptionKey.CLUSTER);
        OptionChecks.name(values, OptionKey.CLUSTER, text);
        text = values.value(OptionKey.NODE);
        if (text != null) {
            OptionChecks.name(values, OptionKey.NODE, text);
        }
        labels = OptionChecks.labels(values, values.value(OptionKey.LABELS));
        text = values.value(OptionKey.BIND);
        if (!OptionChecks.isLoopback(text) && values.value(OptionKey.SECRET) == null) {
            throw values.refuse(OptionKey.BIND, text, "would open the fleet to the network without a shared secret: "
                    + "add secret=<path of the file with the secret>, or leave bind out");
        }
        OptionChecks.secret(values);
        timeout = OptionChecks.duration(values, OptionKey.TIMEOUT, values.value(OptionKey.TIMEOUT));
        drainOnSigterm = OptionChecks.sigterm(values, values.value(OptionKey.SIGTERM));
        OptionChecks.folder(values, OptionKey.STATE);
        adapters = AdapterChoice.read(values, values.value(OptionKey.ADAPTERS));
        adaptersPath = OptionChecks.path(values, OptionKey.ADAPTERS_PATH);
        log = LogTarget.read(values, values.value(OptionKey.LOG));
    }

    /**
     * Reads all sources: agent argument, system properties {@code allstop.key}, environment {@code ALLSTOP_KEY}, the
     * file named by {@code config}, defaults.
     *
     * @param agentArgument what follows {@code =} behind the jar's name, may be null
     * @throws OptionException with one line that says what to write
     */
    public static Options read(String agentArgument) {
        return read(agentArgument, System.getProperties(), System.getenv());
    }

    static Options read(String agentArgument, Map<?, ?> systemProperties, Map<String, String> environment) {
        return new Options(OptionSources.read(agentArgument, systemProperties, environment));
    }

    /** Fleet name. */
    public String cluster() {
        return values.value(OptionKey.CLUSTER);
    }

    /** Name of this JVM in reports as configured, or null for host name and pid; asking for those takes time. */
    public String node() {
        return values.value(OptionKey.NODE);
    }

    /** Labels of this JVM, in the order they were written. */
    public Map<String, String> labels() {
        return labels;
    }

    /** Name of a shipped JGroups stack, or a path to one. */
    public String stack() {
        return values.value(OptionKey.STACK);
    }

    /** Values for the variables of the stack, by their names: {@code hosts} for the option {@code stack.hosts}. */
    public Map<String, String> stackValues() {
        return values.stackValues();
    }

    /** Address or interface, {@code loopback} when not configured. */
    public String bind() {
        return values.value(OptionKey.BIND);
    }

    /** File with the fleet's shared secret, or null; it was readable when the options were read. */
    public File secret() {
        return file(OptionKey.SECRET);
    }

    /** Default deadline of a stop. */
    public Duration timeout() {
        return timeout;
    }

    /** How long SIGTERM waits for this JVM's jobs before it goes down, or null when it does not wait. */
    public Duration drainOnSigterm() {
        return drainOnSigterm;
    }

    /** Folder that keeps sticky holds, or null. */
    public File state() {
        return file(OptionKey.STATE);
    }

    /** Which adapters to use. */
    public AdapterChoice adapters() {
        return adapters;
    }

    /** Declared adapters, jars with adapters, and folders of such; the operator's own. */
    public List<File> adaptersPath() {
        return adaptersPath;
    }

    /** The off switch. */
    public boolean enabled() {
        return enabled;
    }

    /** Level and file of the agent's log. */
    public LogTarget log() {
        return log;
    }

    private File file(OptionKey key) {
        String path = values.value(key);
        return path == null ? null : new File(path);
    }
}

package dev.allstop.core.fleet;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How this JVM takes part in its fleet. Bad values are refused here, with one line that says what to write instead,
 * so that the agent can stay off before anything was started; no socket, no name service and no thread is touched.
 *
 * @param cluster     name of the fleet
 * @param node        name of this JVM in reports
 * @param labels      of this JVM, for selectors
 * @param stack       name of a shipped stack, or path of one
 * @param bind        {@code loopback}, an address or the name of an interface; anything but the loopback needs a secret
 * @param secret      file with the fleet's shared secret, readable by its owner only
 * @param state       folder that keeps sticky holds
 * @param incarnation random identity of this JVM's life, the same that its {@link dev.allstop.core.node.LocalNode}
 *                    reports
 * @param stackValues values for the variables of the stack, such as {@code hosts}; what is not here is looked up as
 *                    system property {@code allstop.stack.hosts}, then as environment {@code ALLSTOP_STACK_HOSTS}
 */
public record FleetSettings(String cluster, String node, Map<String, String> labels, String stack, String bind,
                            Optional<Path> secret, Optional<Path> state, UUID incarnation,
                            Map<String, String> stackValues) {

    /** Prefix of the options that set a stack's variables: {@code allstop.stack.hosts}. */
    public static final String STACK_OPTION_PREFIX = "stack.";

    private static final Pattern CLUSTER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern NODE = Pattern.compile("[^\\p{Cntrl},;=&!]{1,64}");
    private static final int MOST_LABEL_CHARACTERS = 2000;

    public FleetSettings {
        labels = Map.copyOf(labels);
        stackValues = Map.copyOf(stackValues);
        if (!CLUSTER.matcher(cluster).matches()) {
            throw new IllegalArgumentException("cluster \"" + cluster + "\" cannot be the name of a fleet: write up to 64 "
                    + "letters, digits, dots, dashes or underscores, such as cluster=orders");
        }
        if (!NODE.matcher(node).matches()) {
            throw new IllegalArgumentException("node \"" + node + "\" cannot be the name of a JVM: write up to 64 "
                    + "characters without , ; = & or !, such as node=web-1");
        }
        if (labels.entrySet().stream().mapToInt(label -> label.getKey().length() + label.getValue().length()).sum()
                > MOST_LABEL_CHARACTERS) {
            throw new IllegalArgumentException("labels are longer than " + MOST_LABEL_CHARACTERS
                    + " characters together: shorten them, since every status carries them");
        }
        if (!loopback(bind) && secret.isEmpty()) {
            throw new IllegalArgumentException("bind=" + bind + " would let anybody on that network stop this fleet: add "
                    + "secret=<path of a file with at least 32 random characters, mode 0600, the same on every node>, or "
                    + "leave bind out to stay on this machine");
        }
    }

    /** Whether all traffic stays on this machine. */
    public boolean loopbackOnly() {
        return loopback(bind);
    }

    // Names are not resolved: a name service could say one thing now and another when the socket is bound.
    private static boolean loopback(String bind) {
        return bind.isBlank() || bind.equals("loopback") || bind.equals("localhost") || bind.equals("::1")
                || bind.matches("127(\\.[0-9]{1,3}){3}");
    }
}

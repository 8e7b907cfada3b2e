package dev.allstop.core.fleet;

import dev.allstop.core.fleet.channel.FleetSecret;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * How this JVM takes part in its fleet. Bad values are refused here, with one line that says what to write instead,
 * so that the agent can stay off before anything was started; nothing but the secret's file is touched.
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
 * @param stackValues values for the variables of the stack, such as {@code hosts}
 */
public record FleetSettings(String cluster, String node, Map<String, String> labels, String stack, String bind,
                            Optional<Path> secret, Optional<Path> state, UUID incarnation,
                            Map<String, String> stackValues) {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\s,;=&!\"']{1,100}");
    private static final int MOST_LABEL_CHARACTERS = 2000;

    public FleetSettings {
        labels = Map.copyOf(labels);
        stackValues = Map.copyOf(stackValues);
        checkName("cluster", cluster, "cluster=orders");
        checkName("node", node, "node=web-1");
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
        secret.ifPresent(file -> {
            try {
                FleetSecret.check(file);
            } catch (IllegalArgumentException unfit) {
                throw new IllegalArgumentException("secret " + file + " " + unfit.getMessage());
            }
        });
    }

    private static void checkName(String option, String name, String goodForm) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(option + " \"" + name + "\" is no name: write 1 to 100 characters without "
                    + "spaces and , ; & = ! \" ', such as " + goodForm);
        }
    }

    /** Whether all traffic stays on this machine. */
    public boolean loopbackOnly() {
        return loopback(bind);
    }

    // Names are not resolved: a name service could say one thing now and another when the socket is bound.
    private static boolean loopback(String bind) {
        return bind.isBlank() || Set.of("loopback", "localhost", "lo", "lo0", "::1", "[::1]").contains(bind)
                || bind.matches("127\\.[0-9.]+");
    }
}

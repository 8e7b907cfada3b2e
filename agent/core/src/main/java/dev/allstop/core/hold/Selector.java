package dev.allstop.core.hold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which job servers a hold is for: all conditions must hold. {@code kind=quartz,jobrunr} means either,
 * {@code node!=web-1} any but that one. Keys are {@code kind}, {@code name}, {@code node}, and every other key is a
 * label of the node. No condition selects everything.
 *
 * <p>Decides in plain loops: what is asked on the way from an order to the gates is asked too seldom to be compiled.
 *
 * @param conditions in the order they were written
 */
public record Selector(List<Condition> conditions) {

    /** Selects every job server. */
    public static final Selector ALL = new Selector(List.of());

    /** Key under which a node's own beans address their JVM, whatever other JVMs are called. */
    public static final String INCARNATION = "incarnation";

    public Selector {
        conditions = List.copyOf(conditions);
    }

    /**
     * One key compared with a list of values.
     *
     * @param negated whether the value must be none of the values
     */
    public record Condition(String key, boolean negated, List<String> values) {

        public Condition {
            values = List.copyOf(values);
        }

        boolean isOfServer() {
            return key.equals("kind") || key.equals("name");
        }

        boolean accepts(String actual) {
            return values.contains(actual) != negated;
        }

        @Override
        public String toString() {
            return key + (negated ? "!=" : "=") + String.join(",", values);
        }
    }

    /** Whether it selects nothing outside one JVM. */
    public boolean isOnlyFor(String incarnation) {
        return conditions.stream().anyMatch(condition -> condition.key().equals(INCARNATION) && !condition.negated()
                && condition.values().equals(List.of(incarnation)));
    }

    /** Whether any job server of such a node could be selected, whatever its kind and name. */
    public boolean acceptsNode(String node, String incarnation, Map<String, String> labels) {
        for (Condition condition : conditions) {
            boolean accepted = condition.isOfServer() || condition.accepts(switch (condition.key()) {
                case "node" -> node;
                case INCARNATION -> incarnation;
                default -> labels.getOrDefault(condition.key(), "");
            });
            if (!accepted) {
                return false;
            }
        }
        return true;
    }

    /** Whether a job server of an accepted node is selected. */
    public boolean acceptsServer(String kind, String name) {
        for (Condition condition : conditions) {
            if (condition.isOfServer() && !condition.accepts(condition.key().equals("kind") ? kind : name)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a job server of this kind could be selected; before it is described its name is not known. */
    public boolean acceptsKind(String kind) {
        for (Condition condition : conditions) {
            if (condition.key().equals("kind") && !condition.accepts(kind)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads {@code key=value,value;key!=value}, also separated by {@code &} since {@code ;} separates options.
     *
     * @throws IllegalArgumentException with one line that says what to write, when it is not of that form
     */
    public static Selector parse(String text) {
        List<Condition> conditions = new ArrayList<>();
        for (String part : text.split("[;&]")) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            boolean negated = equals > 0 && part.charAt(equals - 1) == '!';
            String key = equals < 0 ? "" : part.substring(0, negated ? equals - 1 : equals).trim();
            List<String> values = equals < 0 ? List.of()
                    : List.of(part.substring(equals + 1).split(",")).stream().map(String::trim)
                            .filter(value -> !value.isEmpty()).toList();
            if (key.isEmpty() || values.isEmpty()) {
                throw new IllegalArgumentException("select \"" + part.trim()
                        + "\" is not a condition: write kind=quartz, name!=mail, node=web-1,web-2 or a label such as "
                        + "color=blue, several joined by &");
            }
            conditions.add(new Condition(key, negated, values));
        }
        return new Selector(conditions);
    }

    @Override
    public String toString() {
        return String.join("&", conditions.stream().map(Condition::toString).toList());
    }
}

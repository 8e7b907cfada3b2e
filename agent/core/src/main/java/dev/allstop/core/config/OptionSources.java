package dev.allstop.core.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where options are written, in the order in which they are asked. */
final class OptionSources {

    private static final String PROPERTY_PREFIX = "allstop.";
    private static final String ENVIRONMENT_PREFIX = "ALLSTOP_";
    private static final String STACK_ENVIRONMENT_PREFIX = "ALLSTOP_STACK_";

    private OptionSources() {
    }

    static OptionValues read(String agentArgument, Map<?, ?> systemProperties, Map<String, String> environment) {
        OptionValues values = new OptionValues();
        readAgentArgument(agentArgument == null ? "" : agentArgument, values);
        readSystemProperties(systemProperties, values);
        readEnvironment(environment, values);
        String file = values.value(OptionKey.CONFIG);
        if (file != null) {
            OptionFile.read(file, values);
        }
        return values;
    }

    private static void readAgentArgument(String argument, OptionValues values) {
        List<OptionKey> seen = new ArrayList<>();
        int start = 0;
        while (start < argument.length()) {
            int end = endOfPair(argument, start);
            String pair = argument.substring(start, end).trim();
            start = end + 1;
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new OptionException("option \"" + OneLine.of(pair)
                        + "\" (agent argument) has no value: write key=value,key=value, such as cluster=orders");
            }
            if (values.putStackValueIfAbsent(pair.substring(0, equals).trim(), pair.substring(equals + 1))) {
                continue;
            }
            OptionKey key = known(pair.substring(0, equals).trim(), "agent argument");
            if (seen.contains(key)) {
                throw new OptionException("option " + key.text + " is written twice in the agent argument: "
                        + "write it once");
            }
            seen.add(key);
            values.putIfAbsent(key, pair.substring(equals + 1), "agent argument");
        }
    }

    /** The comma before the next {@code key=}, so that a value may contain commas. */
    private static int endOfPair(String argument, int start) {
        for (int at = start; at < argument.length(); at++) {
            if (argument.charAt(at) == ',' && (startsPair(argument, at + 1) || isBlank(argument, at + 1))) {
                return at;
            }
        }
        return argument.length();
    }

    private static boolean startsPair(String argument, int from) {
        int at = from;
        while (at < argument.length() && argument.charAt(at) == ' ') {
            at++;
        }
        int letters = at;
        while (at < argument.length() && isKeyCharacter(argument.charAt(at), at == letters)) {
            at++;
        }
        return at > letters && at < argument.length() && argument.charAt(at) == '=';
    }

    private static boolean isKeyCharacter(char character, boolean first) {
        return character >= 'a' && character <= 'z' || character >= 'A' && character <= 'Z'
                || !first && (character >= '0' && character <= '9' || character == '.' || character == '_'
                || character == '-');
    }

    private static boolean isBlank(String argument, int from) {
        for (int at = from; at < argument.length(); at++) {
            if (argument.charAt(at) != ' ' && argument.charAt(at) != ',') {
                return false;
            }
        }
        return true;
    }

    private static void readSystemProperties(Map<?, ?> properties, OptionValues values) {
        for (Map.Entry<?, ?> property : properties.entrySet()) {
            if (property.getKey() instanceof String && property.getValue() instanceof String
                    && ((String) property.getKey()).startsWith(PROPERTY_PREFIX)) {
                String origin = "-D".concat((String) property.getKey());
                String text = ((String) property.getKey()).substring(PROPERTY_PREFIX.length());
                if (!values.putStackValueIfAbsent(text, (String) property.getValue())) {
                    values.putIfAbsent(known(text, origin), (String) property.getValue(), origin);
                }
            }
        }
    }

    /**
     * An unknown variable is refused only when it is nearly a known one: Kubernetes invents {@code ALLSTOP_PORT} and
     * {@code ALLSTOP_SERVICE_HOST} in every container beside a service called allstop.
     */
    private static void readEnvironment(Map<String, String> environment, OptionValues values) {
        for (OptionKey key : OptionKey.values()) {
            String value = environment.get(key.environmentName());
            if (value != null && !value.trim().isEmpty()) {
                values.putIfAbsent(key, value, "environment ".concat(key.environmentName()));
            }
        }
        for (String name : environment.keySet()) {
            if (name.startsWith(ENVIRONMENT_PREFIX)) {
                String text = name.substring(ENVIRONMENT_PREFIX.length()).replace('_', '.');
                if (name.startsWith(STACK_ENVIRONMENT_PREFIX)) {
                    values.putStackValueIfAbsent(
                            "stack.".concat(name.substring(STACK_ENVIRONMENT_PREFIX.length())), environment.get(name));
                    continue;
                }
                OptionKey near = OptionKey.nearest(text);
                if (near != null && !near.environmentName().equals(name)) {
                    throw new OptionException("option " + OneLine.of(name) + " (environment) is unknown: did you mean "
                            + near.environmentName() + "?");
                }
            }
        }
    }

    static OptionKey known(String text, String origin) {
        OptionKey key = OptionKey.of(text);
        if (key == null) {
            OptionKey near = OptionKey.nearest(text);
            throw new OptionException("option \"" + OneLine.of(text) + "\" (" + OneLine.of(origin) + ") is unknown: "
                    + (near == null ? "" : "did you mean " + near.text + "? ") + "there are " + OptionKey.all());
        }
        return key;
    }
}

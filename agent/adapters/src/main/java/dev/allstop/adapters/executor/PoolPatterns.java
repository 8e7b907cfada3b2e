package dev.allstop.adapters.executor;

import java.util.List;
import java.util.regex.Pattern;

/** What the operator wrote: names of threads and of classes, with {@code *} for any characters. */
final class PoolPatterns {

    private final List<Pattern> patterns;

    PoolPatterns(List<String> written) {
        patterns = written.stream().map(PoolPatterns::compile).toList();
    }

    private static Pattern compile(String written) {
        StringBuilder expression = new StringBuilder();
        for (String literal : written.split("\\*", -1)) {
            expression.append(expression.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return Pattern.compile(expression.toString());
    }

    /** @param name of a thread or a class */
    boolean match(String name) {
        for (Pattern pattern : patterns) {
            if (pattern.matcher(name).matches()) {
                return true;
            }
        }
        return false;
    }
}

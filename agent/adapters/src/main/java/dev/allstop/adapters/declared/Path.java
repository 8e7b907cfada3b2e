package dev.allstop.adapters.declared;

import java.util.List;

/**
 * A way through objects, such as {@code ((java.util.concurrent.ThreadPoolExecutor) pool).getQueue().size()}.
 *
 * @param line  where it is written
 * @param text  as it is written
 * @param root  what it begins with: {@code this}, {@code job}, {@code arg1}…
 * @param steps none when it is the root itself
 */
record Path(Line line, String text, String root, List<Step> steps) {

    static final String THIS = "this";
    static final String JOB = "job";
    static final String ARGUMENT = "arg";

    sealed interface Step {
    }

    record Field(String name) implements Step {
    }

    /** @param arguments Boolean, Integer, Long, String or null */
    record Call(String name, List<Object> arguments) implements Step {
    }

    /** What goes before is of this type, though it is not declared so. */
    record Cast(String className) implements Step {
    }

    @Override
    public String toString() {
        return text;
    }
}

package dev.allstop.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which adapters to use, as written in the option {@code adapters}. Immutable. */
public final class AdapterChoice {

    private static final String PATTERN_FORM = ": write names of threads or of the classes that make the pools, such as "
            + "executor:orders-*;com.acme.billing.*";

    private final List<String> used;
    private final List<String> leftOut;
    /** By adapter, which of its job servers. */
    private final Map<String, List<String>> patterns;

    private AdapterChoice(List<String> used, List<String> leftOut, Map<String, List<String>> patterns) {
        this.used = used;
        this.leftOut = leftOut;
        this.patterns = patterns;
    }

    static AdapterChoice read(OptionValues values, String text) {
        List<String> used = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Map<String, List<String>> patterns = new LinkedHashMap<>();
        for (String name : OptionChecks.split(text, ',')) {
            boolean out = name.charAt(0) == '-';
            String bare = out ? name.substring(1) : name;
            int colon = out ? -1 : bare.indexOf(':');
            if (colon >= 0) {
                List<String> written = patterns(values, bare.substring(colon + 1));
                bare = bare.substring(0, colon).trim();
                patterns.put(bare, written);
            }
            if (!isAdapterName(bare)) {
                throw values.refuseForm(OptionKey.ADAPTERS, name, "is not the name of an adapter");
            }
            (out ? leftOut : used).add(bare);
        }
        if (used.isEmpty() && leftOut.isEmpty()) {
            throw values.refuseForm(OptionKey.ADAPTERS, text, "names no adapter");
        }
        return new AdapterChoice(used, leftOut, patterns);
    }

    private static List<String> patterns(OptionValues values, String text) {
        List<String> patterns = OptionChecks.split(text, ';');
        if (patterns.isEmpty()) {
            throw values.refuse(OptionKey.ADAPTERS, text, "names no pools" + PATTERN_FORM);
        }
        for (String pattern : patterns) {
            boolean literal = false;
            for (int at = 0; at < pattern.length(); at++) {
                char character = pattern.charAt(at);
                boolean inName = Character.isLetterOrDigit(character);
                if (!inName && "*._-$#@/ ".indexOf(character) < 0) {
                    throw values.refuse(OptionKey.ADAPTERS, pattern, "is no pattern for names: only * has a meaning in it"
                            + PATTERN_FORM);
                }
                literal |= inName;
            }
            if (!literal) {
                throw values.refuse(OptionKey.ADAPTERS, pattern, "would hold every pool there is, whatever it serves"
                        + PATTERN_FORM);
            }
        }
        return patterns;
    }

    private static boolean isAdapterName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char character = name.charAt(at);
            if (!(character >= 'a' && character <= 'z' || character >= '0' && character <= '9' || character == '-')) {
                return false;
            }
        }
        return !name.isEmpty() && name.charAt(0) != '-';
    }

    /**
     * Whether to use an adapter.
     *
     * @param optIn whether the adapter is used only when it is named
     */
    public boolean uses(String adapter, boolean optIn) {
        if (leftOut.contains(adapter)) {
            return false;
        }
        return used.contains(adapter) || !optIn && (used.isEmpty() || used.contains("all"));
    }

    /** Which objects are job servers of the adapter, empty when that is not said. */
    public List<String> patternsOf(String adapter) {
        List<String> written = patterns.get(adapter);
        return written == null ? Collections.emptyList() : written;
    }

    /**
     * Sees to it that patterns are where they belong.
     *
     * @param adapter   one that is used
     * @param byPattern whether it has to be told its job servers
     * @throws OptionException with one line that says what to write
     */
    public void checkPatterns(String adapter, boolean byPattern) {
        if (byPattern && patternsOf(adapter).isEmpty()) {
            throw new OptionException("option adapters: \"" + adapter + "\" does not say which pools are meant"
                    + PATTERN_FORM);
        }
        if (!byPattern && patterns.containsKey(adapter)) {
            throw new OptionException("option adapters: \"" + adapter + "\" takes no patterns: write "
                    + adapter + " alone, and narrow a stop by its select=name=…");
        }
    }

    /**
     * What is written but does not exist.
     *
     * @param existing every adapter there is
     * @throws OptionException with one line that names the adapters there are
     */
    public void refuseUnknown(List<String> existing) {
        List<String> written = new ArrayList<>(used);
        written.addAll(leftOut);
        for (String name : written) {
            if (!name.equals("all") && !existing.contains(name)) {
                StringBuilder names = new StringBuilder();
                for (String adapter : existing) {
                    names.append(names.length() == 0 ? "" : ", ").append(adapter);
                }
                throw new OptionException("option adapters: there is no adapter \"" + name + "\": there are " + names);
            }
        }
    }
}

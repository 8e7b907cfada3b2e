package dev.allstop.core.config;

import java.util.ArrayList;
import java.util.List;

/** Which adapters to use, as written in the option {@code adapters}. Immutable. */
public final class AdapterChoice {

    private final List<String> used;
    private final List<String> leftOut;

    private AdapterChoice(List<String> used, List<String> leftOut) {
        this.used = used;
        this.leftOut = leftOut;
    }

    static AdapterChoice read(OptionValues values, String text) {
        List<String> used = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String name : OptionChecks.split(text, ',')) {
            boolean out = name.charAt(0) == '-';
            String bare = out ? name.substring(1) : name;
            if (!isAdapterName(bare)) {
                throw values.refuseForm(OptionKey.ADAPTERS, name, "is not the name of an adapter");
            }
            (out ? leftOut : used).add(bare);
        }
        if (used.isEmpty() && leftOut.isEmpty()) {
            throw values.refuseForm(OptionKey.ADAPTERS, text, "names no adapter");
        }
        return new AdapterChoice(used, leftOut);
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

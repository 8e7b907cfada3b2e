package dev.allstop.core.config;

import java.io.File;

/** Every option there is, with what it is when nobody sets it and how to write it. */
enum OptionKey {

    CONFIG("config", null, "config=/etc/allstop.properties"),
    CLUSTER("cluster", "allstop", "cluster=orders"),
    NODE("node", null, "node=web-1"),
    LABELS("labels", null, "labels=version:1.4.2;color:blue"),
    STACK("stack", "local", "stack=local, the name of another shipped stack, or the path of a stack file"),
    BIND("bind", "loopback", "bind=10.0.0.5 or bind=eth0"),
    SECRET("secret", null, "secret=/etc/allstop.secret"),
    TIMEOUT("timeout", "10m", "timeout=30s, 5m, 1h or PT30S"),
    SIGTERM("sigterm", "off", "sigterm=off or sigterm=drain:30s"),
    STATE("state", null, "state=/var/lib/allstop"),
    ADAPTERS("adapters", "all", "adapters=quartz,jobrunr to use only those, -quartz to leave one out, "
            + "all,executor:orders-* to have pools held whose threads are called so"),
    ADAPTERS_PATH("adapters.path", null, "adapters.path=/etc/allstop/orders.adapter" + File.pathSeparator
            + "/opt/our-adapters.jar"),
    LOG("log", "info", "log=warn or log=debug:/var/log/allstop.log"),
    ENABLED("enabled", "true", "enabled=true or enabled=false");

    final String text;
    final String standard;
    final String goodForm;

    OptionKey(String text, String standard, String goodForm) {
        this.text = text;
        this.standard = standard;
        this.goodForm = goodForm;
    }

    /** Null when there is none of that name. */
    static OptionKey of(String text) {
        for (OptionKey key : values()) {
            if (key.text.equals(text)) {
                return key;
            }
        }
        return null;
    }

    /** {@code ALLSTOP_ADAPTERS_PATH} for {@code adapters.path}. */
    String environmentName() {
        return "ALLSTOP_".concat(text.toUpperCase(java.util.Locale.ROOT).replace('.', '_'));
    }

    /** The key that somebody may have meant, or null when nothing is near. */
    static OptionKey nearest(String text) {
        OptionKey nearest = null;
        int smallest = text.length() <= 4 ? 2 : 3;
        for (OptionKey key : values()) {
            int distance = distance(text, key.text);
            if (distance < smallest) {
                smallest = distance;
                nearest = key;
            }
        }
        return nearest;
    }

    /** All names, for a message. */
    static String all() {
        StringBuilder names = new StringBuilder();
        for (OptionKey key : values()) {
            names.append(names.length() == 0 ? "" : ", ").append(key.text);
        }
        return names.toString();
    }

    /** Levenshtein's, without regard to case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(java.util.Locale.ROOT);
        String b = right.toLowerCase(java.util.Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

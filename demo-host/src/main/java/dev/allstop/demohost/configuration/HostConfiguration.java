package dev.allstop.demohost.configuration;

import java.time.Duration;
import java.util.Properties;

/**
 * What an operator sets, by system properties.
 *
 * @param jdbcUrl      {@code demo.jdbcUrl}: the database that all nodes share; required
 * @param node         {@code demo.node}: name of this node; required, and unique among the nodes that run
 * @param release      {@code demo.release}: label of the release, written into the ledger; required
 * @param threads      {@code demo.threads}: jobs that each library may run at a time, 4 by default
 * @param speed        {@code demo.speed}: 1 for jobs of 0.2 s to 20 s, 10 for jobs ten times as short; 1 by default
 * @param backlogLimit {@code demo.backlog}: waiting jobs of one kind above which no more are brought in, 40 by default
 * @param grace        {@code demo.graceSeconds}: what running jobs get on SIGTERM before they are interrupted, 3 by default
 */
public record HostConfiguration(
        String jdbcUrl, String node, String release, int threads, double speed, int backlogLimit, Duration grace) {

    /** @throws IllegalArgumentException for a missing or unreadable value, with what to write instead */
    public static HostConfiguration from(Properties properties) {
        return new HostConfiguration(
                required(properties, "demo.jdbcUrl"),
                required(properties, "demo.node"),
                required(properties, "demo.release"),
                (int) positive(properties, "demo.threads", "4"),
                positive(properties, "demo.speed", "1"),
                (int) positive(properties, "demo.backlog", "40"),
                Duration.ofSeconds((long) positive(properties, "demo.graceSeconds", "3")));
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("-D" + key + "=… is missing");
        }
        return value;
    }

    private static double positive(Properties properties, String key, String byDefault) {
        String value = properties.getProperty(key, byDefault);
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number < Integer.MAX_VALUE) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, together with the numbers that are out of range
        }
        throw new IllegalArgumentException("-D" + key + "=" + value + " is not a number above 0: write for example " + byDefault);
    }
}

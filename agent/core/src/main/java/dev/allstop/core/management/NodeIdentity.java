package dev.allstop.core.management;

import java.time.Duration;

/**
 * Who this JVM is.
 *
 * @param incarnation    as in its node status
 * @param defaultTimeout deadline of a stop that names none
 */
public record NodeIdentity(String cluster, String name, String incarnation, String version, Duration defaultTimeout) {

    /** Who ordered what came through a bean, which knows no more than that. */
    String byJmx() {
        return "JMX on " + name;
    }
}
